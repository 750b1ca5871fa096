/**
 * For every test: the programs that it starts print no colours, which tests do not compare, even where
 * the environment asks for some in the report of the tests themselves.
 */
delete process.env['FORCE_COLOR'];
