import { uploadType } from '../../../gateway/business-api/upload-type';

test.each([
	['audio/ogg; codecs=opus', 'audio/ogg; codecs=opus'],
	['Audio/OGG;Codecs="Opus"; charset=binary', 'audio/ogg; codecs=opus'],
	['audio/ogg', 'audio/ogg; codecs=opus'],
	['audio/ogg; codecs=vorbis', 'audio/ogg; codecs=vorbis'],
	['audio/ogg; codecs=opus\r\nX-Evil: 1', 'audio/ogg; codecs=opus'],
	['audio/mp4; codecs=mp4a.40.2', 'audio/mp4'],
	['image/png; charset=binary', 'image/png'],
	['IMAGE/PNG', 'image/png'],
	['application/pdf\r\nX-Evil: 1', 'application/octet-stream'],
	['no type', 'application/octet-stream'],
	['', 'application/octet-stream'],
	[null, 'application/octet-stream'],
])('%j is said to be %s', (mimeType, said) => {
	expect(uploadType(mimeType)).toBe(said);
});
