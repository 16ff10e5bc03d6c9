/* SPDX-License-Identifier: MIT */
/* Addresses in data: with addends, of undefined and weak symbols, in bss. */
extern int outside[16];
extern int perhaps __attribute__((weak));
extern const char names[][8];

int zeros[1000];
static int hidden[64];
int own[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };

int *const pointers[] = {
	&own[3],     &own[7] + 1, &own[0] - 1, &outside[5], &outside[0] - 9,
	&zeros[999], hidden,	  &hidden[63], &perhaps,
};

const char *strings[] = { "one", "two", "one", "a longer string\n", "" };
const char *const tails[] = { names[3], names[0] + 2 };

struct node {
	struct node *next, **pprev;
	char small;
	short middle;
	long long large;
};

struct node ring[3] = {
	{ &ring[1], &ring[2].next, 1, 2, 3 },
	{ &ring[2], &ring[0].next, 4, 5, 6 },
	{ &ring[0], &ring[1].next, 7, 8, 9 },
};

/* Places at odd addresses. */
struct __attribute__((packed)) odd {
	char c;
	void *p;
} odd[] = { { 'a', odd }, { 'b', &odd[1].p }, { 'c', (char *)odd + 3 } };

int *sum(int n)
{
	static int calls;

	hidden[n & 63] += own[n & 7] + outside[n & 15] + ++calls;
	return &perhaps ? &perhaps : &hidden[n & 63];
}
