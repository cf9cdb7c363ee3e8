import { createProblemIn } from '../../../gateway/business-api/problem';

const problemIn = createProblemIn();

test.each([
	[{ errors: [{ code: 470, title: 'Too late' }], meta: {} }],
	[{ error: { code: 131047, message: 'Re-engagement message' } }],
	[{ error: { code: '131047', message: 'Re-engagement message' } }],
])('says what to do when the 24 hours are over: %j', (body) => {
	expect(problemIn({ status: 400, headers: {}, body })?.nextStep).toMatch(/24 hours.*template/);
});

test.each([
	['title and details', { errors: [{ title: 'A', details: 'B' }] }, 'A: B'],
	['details that hold the title', { errors: [{ title: 'A', details: 'A is bad' }] }, 'A is bad'],
	['a title alone', { errors: [{ title: 'A' }] }, 'A'],
	['details alone', { errors: [{ details: 'B' }] }, 'B'],
	['an empty list', { errors: [] }, null],
	['no error at all', {}, null],
	['a page', '<html>', null],
	['wrong types', { errors: [{ code: {}, title: 1, details: [] }] }, null],
])('finds the words in %s', (_name, body, said) => {
	expect(problemIn({ status: 400, headers: {}, body })).toEqual({
		code: null,
		message: said,
	});
});

test('takes an error for what it is when it comes with a success', () => {
	const problem = (body: unknown) => problemIn({ status: 200, headers: {}, body });
	expect(problem({ errors: [{ code: 1000, title: 'No' }] })).toMatchObject({ code: 1000 });
	expect(problem({ error: { code: 100, message: 'No' } })).toMatchObject({ code: 100 });
	expect(problem({ meta: { success: false, developer_message: 'No' } })).toMatchObject({
		message: 'No',
	});
	expect(problem({ messages: [{ id: 'm1' }], errors: [{ code: 1, title: 'Note' }] })).toBeNull();
	expect(problem({ meta: { success: true, developer_message: 'Yes' } })).toBeNull();
	expect(problem({ meta: { api_status: 'stable' } })).toBeNull();
	expect(problem(null)).toBeNull();
});

test('takes no refusal for a success because of what stands beside the error', () => {
	const body = { messages: [{ id: 'm1' }], errors: [{ code: 1000, title: 'No' }] };
	expect(problemIn({ status: 400, headers: {}, body })).toMatchObject({ code: 1000 });
});

test.each([
	['on premises', { errors: [{ code: 1009, title: 'Bad', details: 'No such user' }] }],
	[
		'in the cloud',
		{ error: { code: 1009, message: 'Bad', error_data: { details: 'No such user' } } },
	],
])('has the code and the words of an error %s', (_where, body) => {
	expect(problemIn({ status: 400, headers: {}, body })).toEqual({
		code: 1009,
		message: 'Bad: No such user',
	});
});

describe('what the provider knows more of than the status says', () => {
	const own = createProblemIn({ 401: 'Check both keys.' });
	const refused = { meta: { success: false, developer_message: 'Invalid api key' } };
	const late = { error: { code: 131047, message: 'Re-engagement message' } };

	test('is the next step', () => {
		expect(own({ status: 401, headers: {}, body: refused })).toEqual({
			code: null,
			message: 'Invalid api key',
			nextStep: 'Check both keys.',
		});
	});

	test('is for its own status alone', () => {
		expect(own({ status: 403, headers: {}, body: refused })).not.toHaveProperty('nextStep');
		expect(problemIn({ status: 401, headers: {}, body: refused })).not.toHaveProperty('nextStep');
	});

	test('says nothing of an answer that is not of this API', () => {
		expect(own({ status: 401, headers: {}, body: '<html>' })).toEqual({
			code: null,
			message: null,
		});
	});

	test('comes after what the code says', () => {
		expect(own({ status: 401, headers: {}, body: late })?.nextStep).toMatch(/24 hours/);
	});
});
