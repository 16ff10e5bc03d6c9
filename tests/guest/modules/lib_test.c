/* SPDX-License-Identifier: MIT */
/* The library that modules call: formatting, numbers, strings, lists. */
#include <linux/err.h>
#include <linux/kallsyms.h>
#include <linux/list.h>
#include <linux/math64.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "ktap.h"

static char out[256];

/* Formats, and compares text and length with what is expected. */
static void __printf(2, 3) formats(const char *expected, const char *fmt, ...)
{
	va_list args;
	int n;

	va_start(args, fmt);
	n = vsnprintf(out, sizeof(out), fmt, args);
	va_end(args);
	if (!EXPECT(!strcmp(out, expected)))
		ktap_say("  # \"%s\" gave \"%s\", expected \"%s\"", fmt, out,
			 expected);
	EXPECT_EQ(n, strlen(expected));
}

static void integers(void)
{
	formats("-2147483648", "%d", INT_MIN);
	formats("4294967295", "%u", UINT_MAX);
	formats("18446744073709551615", "%llu", ULLONG_MAX);
	formats("-9223372036854775808", "%lld", LLONG_MIN);
	formats("deadbeef DEADBEEF", "%x %X", 0xdeadbeef, 0xdeadbeef);
	formats("0x1f 017", "%#x %#o", 0x1f, 017);
	formats("-1 255", "%hhd %hhu", (signed char)-1, (unsigned char)255);
	formats("7 7", "%zu %ld", (size_t)7, 7L);
}

static void width_and_precision(void)
{
	formats("[   42]", "[%5d]", 42);
	formats("[42   ]", "[%-5d]", 42);
	formats("[00042]", "[%05d]", 42);
	formats("[-0042]", "[%05d]", -42);
	formats("[  042]", "[%5.3d]", 42);
	formats("[+42][ 42]", "[%+d][% d]", 42, 42);
	formats("[   42]", "[%*d]", 5, 42);
	formats("[42   ]", "[%*d]", -5, 42);
	formats("[0x00002a]", "[%#08x]", 42);
}

static void text_and_characters(void)
{
	char *volatile nothing = NULL;

	formats("[  abc][abc  ]", "[%5s][%-5s]", "abc", "abc");
	formats("[ab]", "[%.2s]", "abc");
	formats("[ab]", "[%.*s]", 2, "abc");
	formats("x%", "%c%%", 'x');
	formats("(null)", "%s", nothing);
}

static void pointers(void)
{
	char symbol[KSYM_SYMBOL_LEN];

	formats("c0ffee00", "%px", (void *)0xc0ffee00);
	formats("00000000", "%p", NULL);
	formats("-ENOMEM", "%pe", ERR_PTR(-ENOMEM));
	formats("01 02 ff", "%*ph", 3, "\x01\x02\xff");
	formats("01:02:ff", "%*phC", 3, "\x01\x02\xff");
	sprint_symbol(symbol, (unsigned long)_printk);
	formats(symbol, "%pS", _printk);
	EXPECT(strstarts(symbol, "_printk+0x0/0x"));
	formats("_printk", "%ps", _printk);
	/* An address is nobody's business: %p shows another number. */
	snprintf(out, sizeof(out), "%p", integers);
	snprintf(symbol, sizeof(symbol), "%px", integers);
	EXPECT(strcmp(out, symbol));
}

static void module_symbols_have_names(void)
{
	sprint_symbol(out, (unsigned long)pointers);
	EXPECT(strstarts(out, "pointers+0x0/0x"));
	EXPECT(strstr(out, "[lib_test]"));
	sprint_symbol(out, 0x1000);
	EXPECT(!strcmp(out, "0x1000"));
}

static void truncation(void)
{
	char small[4] = "###";

	EXPECT_EQ(snprintf(small, sizeof(small), "%s", "abcdef"), 6);
	EXPECT(!strcmp(small, "abc"));
	EXPECT_EQ(scnprintf(small, sizeof(small), "%d", 123456), 3);
	EXPECT_EQ(snprintf(NULL, 0, "%d", 123456), 6);
	EXPECT_EQ(snprintf(small, 1, "x"), 1);
	EXPECT_EQ(small[0], 0);
}

static void allocated_text(void)
{
	char *p = kasprintf(GFP_KERNEL, "%s-%d", "a", 1);

	EXPECT(p && !strcmp(p, "a-1"));
	kfree(p);
	p = kstrdup("text", GFP_KERNEL);
	EXPECT(p && !strcmp(p, "text"));
	kfree(p);
	p = kstrndup("text", 2, GFP_KERNEL);
	EXPECT(p && !strcmp(p, "te"));
	kfree(p);
	EXPECT(!kstrdup(NULL, GFP_KERNEL));
}

static void strict_numbers(void)
{
	unsigned long long ull;
	int n = 99;
	u8 small;
	s8 tiny;
	bool yes;

	EXPECT_EQ(kstrtoint("-2147483648", 10, &n), 0);
	EXPECT_EQ(n, INT_MIN);
	EXPECT_EQ(kstrtoint("2147483648", 10, &n), -ERANGE);
	EXPECT_EQ(kstrtoint("0x10\n", 0, &n), 0);
	EXPECT_EQ(n, 16);
	EXPECT_EQ(kstrtoint("010", 0, &n), 0);
	EXPECT_EQ(n, 8);
	EXPECT_EQ(kstrtoint("+5", 0, &n), 0);
	EXPECT_EQ(kstrtoint("", 0, &n), -EINVAL);
	EXPECT_EQ(kstrtoint("-", 0, &n), -EINVAL);
	EXPECT_EQ(kstrtoint("-+5", 0, &n), -EINVAL);
	EXPECT_EQ(kstrtoint("5x", 0, &n), -EINVAL);
	EXPECT_EQ(kstrtoint(" 5", 0, &n), -EINVAL);
	EXPECT_EQ(kstrtoint("5\n\n", 0, &n), -EINVAL);
	EXPECT_EQ(kstrtou8("256", 0, &small), -ERANGE);
	EXPECT_EQ(kstrtou8("-1", 0, &small), -EINVAL);
	EXPECT_EQ(kstrtos8("-128", 0, &tiny), 0);
	EXPECT_EQ(kstrtos8("128", 0, &tiny), -ERANGE);
	EXPECT_EQ(kstrtoull("18446744073709551615", 0, &ull), 0);
	EXPECT(ull == ULLONG_MAX);
	EXPECT_EQ(kstrtoull("18446744073709551616", 0, &ull), -ERANGE);
	EXPECT_EQ(kstrtobool("on", &yes), 0);
	EXPECT(yes);
	EXPECT_EQ(kstrtobool("oFF", &yes), 0);
	EXPECT(!yes);
	EXPECT_EQ(kstrtobool("maybe", &yes), -EINVAL);
}

static void loose_numbers(void)
{
	char *end;

	EXPECT_EQ(simple_strtoul("12abc", &end, 10), 12);
	EXPECT_EQ(*end, 'a');
	EXPECT_EQ(simple_strtol("-7 ", &end, 0), -7);
	EXPECT_EQ(simple_strtoul("0xfg", &end, 0), 15);
	EXPECT_EQ(*end, 'g');
}

static void division_of_64_bits(void)
{
	u64 n = 1000000007ull * 1000000009ull, remainder;
	u32 small;

	EXPECT(div_u64(n, 1000000007) == 1000000009ull);
	EXPECT(div_u64_rem(n + 5, 1000000007, &small) == 1000000009ull);
	EXPECT_EQ(small, 5);
	EXPECT(div64_u64(n, 1000000009ull) == 1000000007ull);
	EXPECT(div64_u64(~0ull, ~0ull) == 1);
	EXPECT(div64_u64_rem(~0ull, 0x100000001ull, &remainder) ==
	       0xffffffffull);
	EXPECT(remainder == 0);
	EXPECT(div64_s64(-1000000000000LL, 7) == -142857142857LL);
	EXPECT_EQ(do_div(n, 10), 3);
	EXPECT(mul_u64_u32_div(1ull << 40, 1u << 31, 1u << 30) == 1ull << 41);
}

static void copies(void)
{
	char a[16] = "0123456789";

	memmove(a + 2, a, 8);
	EXPECT(!memcmp(a, "0101234567", 10));
	memmove(a, a + 2, 8);
	EXPECT(!memcmp(a, "0123456767", 10));
	EXPECT_EQ(strscpy(a, "abc", sizeof(a)), 3);
	EXPECT_EQ(strscpy(a, "abcdef", 4), -E2BIG);
	EXPECT(!strcmp(a, "abc"));
	strncpy(a, "x", 4);
	EXPECT(!memcmp(a, "x\0\0\0", 4));
	strcpy(a, "ab");
	strncat(a, "cdef", 2);
	EXPECT(!strcmp(a, "abcd"));
}

static void searches(void)
{
	const char *s = "one,two,,three";

	EXPECT(strchr(s, 't') == s + 4);
	EXPECT(strrchr(s, ',') == s + 8);
	EXPECT(strchr(s, 0) == s + 14);
	EXPECT(!strchr(s, 'z'));
	EXPECT(strchrnul(s, 'z') == s + 14);
	EXPECT(strstr(s, "two,") == s + 4);
	EXPECT(!strstr(s, "twoo"));
	EXPECT(strnstr(s, "two", 7) == s + 4);
	EXPECT(!strnstr(s, "two", 6));
	EXPECT_EQ(strspn(s, "eno"), 3);
	EXPECT_EQ(strcspn(s, ","), 3);
	EXPECT(strpbrk(s, "wt") == s + 4);
	EXPECT(memchr(s, ',', 14) == s + 3);
	EXPECT_EQ(strnlen(s, 5), 5);
}

static void comparisons(void)
{
	static const char *const words[] = { "a", "b", NULL };

	EXPECT(strcmp("a", "b") < 0 && strcmp("b", "a") > 0);
	EXPECT(strcmp("a\x80", "a\x7f") > 0);
	EXPECT_EQ(strncmp("abc", "abd", 2), 0);
	EXPECT_EQ(strcasecmp("AbC", "aBc"), 0);
	EXPECT(memcmp("\x80", "\x7f", 1) > 0);
	EXPECT(sysfs_streq("on\n", "on"));
	EXPECT(!sysfs_streq("on\n\n", "on"));
	EXPECT_EQ(match_string(words, 2, "b"), 1);
	EXPECT_EQ(match_string(words, 2, "c"), -EINVAL);
}

static void splitting(void)
{
	char text[] = "a,b,,c", blanks[] = "  word \n", *rest = text;

	EXPECT(!strcmp(strsep(&rest, ","), "a"));
	EXPECT(!strcmp(strsep(&rest, ","), "b"));
	EXPECT(!strcmp(strsep(&rest, ","), ""));
	EXPECT(!strcmp(strsep(&rest, ","), "c"));
	EXPECT(!strsep(&rest, ","));
	EXPECT(!strcmp(strim(blanks), "word"));
}

struct item {
	int number;
	struct list_head list;
};

static void lists(void)
{
	struct item items[4] = { { 0 }, { 1 }, { 2 }, { 3 } };
	struct item *item, *next;
	LIST_HEAD(list);
	int sum = 0;

	EXPECT(list_empty(&list));
	for (int i = 0; i < 4; i++)
		list_add_tail(&items[i].list, &list);
	list_for_each_entry(item, &list, list)
		sum = sum * 10 + item->number;
	EXPECT_EQ(sum, 123);
	list_for_each_entry_safe(item, next, &list, list)
		if (item->number & 1)
			list_del(&item->list);
	list_move(&items[2].list, &list);
	sum = 0;
	list_for_each_entry(item, &list, list)
		sum = sum * 10 + item->number;
	EXPECT_EQ(sum, 20);
	EXPECT(list_first_entry(&list, struct item, list) == &items[2]);
}

/* The screen shows what the log does: white on black at 0xb8000. */
static void lines_reach_the_screen(void)
{
	const volatile u16 *cells = (const u16 *)0xc00b8000;
	static const char text[] = "a line for the screen";
	bool found = false;

	pr_alert("%s\n", text);
	for (u32 at = 0; at + sizeof(text) < 80 * 25 && !found; at++) {
		u32 n = 0;

		while (n < sizeof(text) - 1 &&
		       (cells[at + n] & 0xff) == text[n])
			n++;
		found = n == sizeof(text) - 1;
	}
	EXPECT(found);
}

static const char filler[] =
	"a line that is cut to a length of its own, from none to one hundred characters, so that records of all";

static void log_line(u32 i)
{
	printk(KERN_DEBUG "%u %.*s\n", i, (int)i % 100, filler);
}

/* Lines of all lengths, four times what the ring holds: the last are whole. */
static void the_log_wraps_around(void)
{
	static struct log_record record;
	struct log_reader reader = { 0 };
	u64 begin = log_next_seq();
	char expected[128];
	u32 count = 6000, length;

	for (u32 i = 0; i < count; i++)
		log_line(i);
	EXPECT_EQ(log_next_seq() - begin, count);
	EXPECT(log_read(&reader, &record));
	EXPECT(record.seq > begin + 1 && record.seq < begin + count);
	for (u64 i = record.seq + 1; i < begin + count; i++) {
		length = snprintf(expected, sizeof(expected), "%u %.*s",
				  (u32)(i - begin), (int)(i - begin) % 100,
				  filler);
		EXPECT(log_read(&reader, &record));
		EXPECT_EQ(record.seq, i);
		EXPECT_EQ(record.priority, 7);
		if (!EXPECT(record.length == length &&
			    !memcmp(record.text, expected, length)))
			return;
	}
	EXPECT(!log_read(&reader, &record));
}

static const struct ktap_case cases[] = {
	KTAP_CASE(integers),
	KTAP_CASE(width_and_precision),
	KTAP_CASE(text_and_characters),
	KTAP_CASE(pointers),
	KTAP_CASE(module_symbols_have_names),
	KTAP_CASE(truncation),
	KTAP_CASE(allocated_text),
	KTAP_CASE(strict_numbers),
	KTAP_CASE(loose_numbers),
	KTAP_CASE(division_of_64_bits),
	KTAP_CASE(copies),
	KTAP_CASE(searches),
	KTAP_CASE(comparisons),
	KTAP_CASE(splitting),
	KTAP_CASE(lists),
	KTAP_CASE(lines_reach_the_screen),
	KTAP_CASE(the_log_wraps_around),
};

KTAP_SUITE(lib_test, cases);
