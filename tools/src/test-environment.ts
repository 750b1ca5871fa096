/**
 * The environment of every test, and of the programs that it starts: they print no colours and speak
 * English, whatever the terminal or the CI around them asks for. Tests compare both.
 */
delete process.env['FORCE_COLOR'];
process.env['LC_ALL'] = 'C.UTF-8';
