const TIME = /^([0-9]{2}):([0-9]{2}):([0-9]{2})(?:.[0-9]+)?(?:z|[+-][0-9]{2}:[0-9]{2})$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/;

/** True if a text has the format that a schema asks for; every text has one that is not judged. */
export function hasFormat(text: string, format: string | undefined): boolean {
  if (format === 'date-time') return isDateTime(text.toLowerCase());
  if (format === 'byte') return BASE64.test(text);
  return true;
}

/** As the OpenAPI library of an API server reads it. */
function isDateTime(text: string): boolean {
  const [date = '', time = ''] = text.split('t');
  const [, hours = '24', minutes = '', seconds = ''] = TIME.exec(time) ?? [];
  return isDate(date) && hours <= '23' && minutes <= '59' && seconds <= '59';
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
