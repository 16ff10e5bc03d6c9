/* SPDX-License-Identifier: MIT */
/* Calls, jump tables, addresses in code, and functions in many sections. */
int external(int, ...);
int weakly(void) __attribute__((weak));
extern int *sum(int n);
extern int own[8];

static int even(unsigned int n);

static __attribute__((noinline)) int odd_one(unsigned int n)
{
	return n ? even(n - 1) : 0;
}

static __attribute__((noinline)) int even(unsigned int n)
{
	return n ? odd_one(n - 1) : 1;
}

int choose(int n)
{
	switch (n) {
	case 0:
		return external(1);
	case 1:
		return external(2, "two");
	case 2:
		return even(n);
	case 3:
		return *sum(n);
	case 4:
		return own[n];
	case 5:
		return weakly ? weakly() : -1;
	case 6:
		return external(6, choose);
	case 7:
		return n << 3;
	case 8:
		return external(n, "eight", &own[n]);
	}
	return 0;
}

__attribute__((section(".init.text"))) int starts(void)
{
	return choose(1) + external(0, starts);
}

__attribute__((section(".exit.text"))) void ends(void)
{
	external(9, ends, starts);
}

int (*const table[])(int) = { choose, (int (*)(int))external, 0 };

float scale(const float *v, int n)
{
	float total = 0.5f;

	for (int i = 0; i < n; i++)
		total += v[i] * 1.25f;
	return total;
}

void copy(int *to, const int *from)
{
	for (int i = 0; i < 256; i++)
		to[i] = from[i] * 3 + own[i & 7];
}

asm(".section .fixup, \"ax\"\n"
    "fixup: jmp choose\n"
    "	call external\n"
    "	jmp fixup + 3\n"
    "	movl $own - 4, %eax\n"
    ".section .self, \"a\"\n"
    "	.long choose - ., external - ., fixup - ., own + 0x7fffffff\n"
    ".text\n");
