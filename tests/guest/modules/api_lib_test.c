/* SPDX-License-Identifier: MIT */
/* The library that modules are written against, beyond what lib_test has. */
#include <crypto/hash.h>
#include <crypto/sha2.h>
#include <crypto/skcipher.h>
#include <linux/bitfield.h>
#include <linux/bitmap.h>
#include <linux/bsearch.h>
#include <linux/circ_buf.h>
#include <linux/crc-ccitt.h>
#include <linux/crc-itu-t.h>
#include <linux/crc16.h>
#include <linux/crc32c.h>
#include <linux/crc7.h>
#include <linux/gcd.h>
#include <linux/glob.h>
#include <linux/hashtable.h>
#include <linux/idr.h>
#include <linux/ioport.h>
#include <linux/jhash.h>
#include <linux/jump_label.h>
#include <linux/kfifo.h>
#include <linux/lcm.h>
#include <linux/list_sort.h>
#include <linux/llist.h>
#include <linux/once.h>
#include <linux/parser.h>
#include <linux/ratelimit.h>
#include <linux/rbtree.h>
#include <linux/rtc.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <linux/string_helpers.h>
#include <linux/unaligned.h>
#include <linux/uuid.h>

#include "ktap.h"

static char out[256];

static void __printf(2, 3) formats(const char *expected, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(out, sizeof(out), fmt, args);
	va_end(args);
	if (!EXPECT(!strcmp(out, expected)))
		ktap_say("  # \"%s\" gave \"%s\", expected \"%s\"", fmt, out,
			 expected);
}

static void formats_of_pointers(void)
{
	static const u8 bytes[] = { 1, 2, 3, 4, 5, 6 };
	static const u8 mapped[16] = { [10] = 0xff, 0xff, 127, 0, 0, 1 };
	static const u8 loopback[16] = { [15] = 1 };
	struct resource io = DEFINE_RES_IO(0x60, 4);
	struct resource irq = DEFINE_RES_IRQ(4);
	phys_addr_t address = 0x123456789;
	time64_t second = 1000000000;
	DECLARE_BITMAP(map, 40) = { 0 };

	bitmap_set(map, 3, 5);
	__set_bit(39, map);
	formats("80,000000f8 3-7,39", "%*pb %*pbl", 40, map, 40, map);
	formats("01:02:03:04:05:06 010203040506", "%pM %pm", bytes, bytes);
	formats("1.2.3.4 001.002.003.004", "%pI4 %pi4", bytes, bytes);
	formats("::ffff:127.0.0.1 ::1", "%pI6c %pI6c", mapped, loopback);
	formats("0x0000000123456789", "%pa", &address);
	formats("2001-09-09T01:46:40 01:46:40", "%ptT %ptTt", &second, &second);
	formats("[io  0x0060-0x0063]", "%pR", &io);
	formats("[irq 4 flags 0x400]", "%pr", &irq);
	formats("a\\tb", "%*pE", 3, "a\tb");
	formats("-ENOENT -4000", "%pe %pe", ERR_PTR(-ENOENT), ERR_PTR(-4000));
}

static void scans(void)
{
	int a = 0, b = 0, n = 0;
	unsigned int hex;
	char word[8], set[8], c;

	/* NOLINTBEGIN(cert-err34-c): sscanf() is what is tried here. */
	EXPECT_EQ(sscanf("12 -7", "%d %d%n", &a, &b, &n), 2);
	EXPECT(a == 12 && b == -7 && n == 5);
	EXPECT_EQ(sscanf("0x1f,rest", "%x,%7s", &hex, word), 2);
	EXPECT(hex == 0x1f && !strcmp(word, "rest"));
	EXPECT_EQ(sscanf("abc123", "%7[abc]%d", set, &a), 2);
	EXPECT(!strcmp(set, "abc") && a == 123);
	EXPECT_EQ(sscanf("x 5", "%c %i", &c, &a), 2);
	EXPECT_EQ(sscanf("five", "%d", &a), 0);
	EXPECT_EQ(sscanf("skip 9", "%*s %d", &a), 1);
	/* NOLINTEND(cert-err34-c) */
	EXPECT_EQ(a, 9);
}

static void words_and_numbers(void)
{
	char line[] = "name=\"two words\" flag", *param, *val, *rest;
	char text[] = "1,3-5,9", *p = text, **argv;
	int ints[8], argc;

	rest = next_arg(line, &param, &val);
	EXPECT(!strcmp(param, "name") && !strcmp(val, "two words"));
	EXPECT(!strcmp(rest, "flag"));
	get_options(text, ARRAY_SIZE(ints), ints);
	EXPECT_EQ(ints[0], 5);
	EXPECT(ints[1] == 1 && ints[4] == 5 && ints[5] == 9);
	EXPECT_EQ(get_option(&p, &ints[0]), 2);
	EXPECT_EQ(memparse("3M", &p), 3 << 20);
	EXPECT(!*p);
	argv = argv_split(GFP_KERNEL, " one  two ", &argc);
	if (EXPECT(argv && argc == 2))
		EXPECT(!strcmp(argv[1], "two") && !argv[2]);
	argv_free(argv);
}

static void options_by_patterns(void)
{
	enum { SIZE, NAME, NONE };
	static const match_table_t table = { { SIZE, "size=%u" },
					     { NAME, "name=%s" },
					     { NONE, NULL } };
	substring_t args[MAX_OPT_ARGS];
	char size[] = "size=42", name[] = "name=joe";
	int n = 0;

	EXPECT_EQ(match_token(size, table, args), SIZE);
	EXPECT_EQ(match_int(&args[0], &n), 0);
	EXPECT_EQ(n, 42);
	EXPECT_EQ(match_token(name, table, args), NAME);
	EXPECT_EQ(match_strlcpy(out, &args[0], sizeof(out)), 3);
	EXPECT_EQ(match_token(name + 1, table, args), NONE);
	EXPECT(match_wildcard("a*c?", "abbcd"));
	EXPECT(glob_match("[a-c]*.ko", "b.tar.ko"));
	EXPECT(!glob_match("[!a]*", "abc"));
}

static void more_of_strings(void)
{
	static const char *const modes[] = { "off", "on" };
	char array[5], buf[16] = "ab";

	EXPECT_EQ(strscpy(array, "abcdef"), -E2BIG);
	EXPECT(!strcmp(array, "abcd"));
	EXPECT_EQ(strscpy_pad(array, "x"), 1);
	EXPECT(!memchr_inv(array + 1, 0, 4));
	EXPECT_EQ(strlcat(buf, "cd", sizeof(buf)), 4);
	EXPECT_EQ(sysfs_match_string(modes, "on\n"), 1);
	EXPECT_EQ(str_has_prefix("prefix", "pre"), 3);
	string_get_size(8192, 4096, STRING_UNITS_2, buf, sizeof(buf));
	EXPECT(!strcmp(buf, "32.0 MiB"));
	strcpy(buf, "a\\tb\\x41");
	EXPECT_EQ(string_unescape_inplace(buf, UNESCAPE_ANY), 4);
	EXPECT(!strcmp(buf, "a\tbA"));
	string_upper(buf, "aBc");
	EXPECT(!strcmp(buf, "ABC") && !strcmp(str_yes_no(true), "yes"));
	EXPECT_EQ(hex2bin((u8 *)buf, "0aFf", 2), 0);
	EXPECT(buf[0] == 0x0a && (u8)buf[1] == 0xff);
	EXPECT_EQ(hex2bin((u8 *)buf, "0g", 1), -EINVAL);
}

static void arithmetic(void)
{
	u8 small;

	EXPECT(check_add_overflow((u8)200, (u8)100, &small));
	EXPECT(!check_mul_overflow((u8)5, (u8)50, &small) && small == 250);
	EXPECT_EQ(array_size(SIZE_MAX, 2), SIZE_MAX);
	EXPECT_EQ(FIELD_GET(GENMASK(7, 4), 0xab), 0xa);
	EXPECT_EQ(FIELD_PREP(GENMASK(11, 8), 5), 0x500);
	EXPECT_EQ(int_sqrt(99), 9);
	EXPECT_EQ(gcd(48, 36), 12);
	EXPECT_EQ(lcm(4, 6), 12);
	EXPECT_EQ(roundup_pow_of_two(33), 64);
	EXPECT_EQ(DIV_ROUND_CLOSEST(7, 2), 4);
	EXPECT_EQ(be32_to_cpu(*(const __be32 *)"\0\0\1\2"), 258);
	EXPECT_EQ(get_unaligned_le32(&"x\1\0\0\0"[1]), 1);
	EXPECT_EQ(CIRC_SPACE(0, 0, 8), 7);
	EXPECT_EQ(jhash("abc", 3, 0), jhash("abc", 3, 0));
}

static int by_value(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static void sorting(void)
{
	static int values[500];
	int key, wrong = 0;

	for (int i = 0; i < ARRAY_SIZE(values); i++)
		values[i] = get_random_u32_below(1000);
	key = values[77];
	sort(values, ARRAY_SIZE(values), sizeof(int), by_value, NULL);
	for (int i = 1; i < ARRAY_SIZE(values); i++)
		wrong += values[i - 1] > values[i];
	EXPECT_EQ(wrong, 0);
	EXPECT(bsearch(&key, values, ARRAY_SIZE(values), sizeof(int),
		       by_value));
	key = 1000;
	EXPECT(!bsearch(&key, values, ARRAY_SIZE(values), sizeof(int),
			by_value));
}

struct item {
	int key, order;
	struct list_head list;
	struct hlist_node chain;
	struct llist_node loose;
	struct rb_node rb;
};

static struct item items[64];

static void make_items(void)
{
	for (int i = 0; i < ARRAY_SIZE(items); i++)
		items[i] = (struct item){ .key = i * 37 % 16, .order = i };
}

static int by_key(void *priv, const struct list_head *a,
		  const struct list_head *b)
{
	return list_entry(a, struct item, list)->key -
	       list_entry(b, struct item, list)->key;
}

static void lists_are_sorted_stably(void)
{
	struct item *item, *last = NULL;
	LIST_HEAD(list);
	int wrong = 0;

	make_items();
	for (int i = 0; i < ARRAY_SIZE(items); i++)
		list_add_tail(&items[i].list, &list);
	list_sort(NULL, &list, by_key);
	list_for_each_entry(item, &list, list) {
		wrong += last &&
			 (last->key > item->key || (last->key == item->key &&
						    last->order > item->order));
		last = item;
	}
	EXPECT_EQ(wrong, 0);
	EXPECT_EQ(list_count_nodes(&list), ARRAY_SIZE(items));
}

static void hash_tables_and_loose_lists(void)
{
	DECLARE_HASHTABLE(table, 4);
	LLIST_HEAD(loose);
	struct item *item;
	int found = 0, bucket;

	make_items();
	hash_init(table);
	for (int i = 0; i < ARRAY_SIZE(items); i++) {
		/* cppcheck-suppress sizeofsizeof ; ilog2() of ARRAY_SIZE() */
		hash_add(table, &items[i].chain, items[i].key);
		llist_add(&items[i].loose, &loose);
	}
	/* cppcheck-suppress sizeofsizeof ; ilog2() of ARRAY_SIZE() */
	/* cppcheck-suppress sizeofwithnumericparameter ; a key's width */
	hash_for_each_possible(table, item, chain, 5)
		found += item->key == 5;
	EXPECT_EQ(found, 4);
	found = 0;
	hash_for_each(table, bucket, item, chain)
		found++;
	EXPECT_EQ(found, ARRAY_SIZE(items));
	found = 0;
	llist_for_each_entry(item, llist_del_all(&loose), loose)
		found++;
	EXPECT_EQ(found, ARRAY_SIZE(items));
	EXPECT(llist_empty(&loose));
}

static bool less(struct rb_node *a, const struct rb_node *b)
{
	return rb_entry(a, struct item, rb)->key <
	       rb_entry(b, struct item, rb)->key;
}

static int find_key(const void *key, const struct rb_node *node)
{
	return *(const int *)key - rb_entry(node, struct item, rb)->key;
}

static void trees(void)
{
	struct rb_root root = RB_ROOT;
	int count = 0, last = -1, key = 7;
	struct item *item, *next;
	struct rb_node *node;

	make_items();
	for (int i = 0; i < ARRAY_SIZE(items); i++)
		rb_add(&items[i].rb, &root, less);
	for (int i = 0; i < ARRAY_SIZE(items); i += 2)
		rb_erase(&items[i].rb, &root);
	for (node = rb_first(&root); node; node = rb_next(node), count++) {
		item = rb_entry(node, struct item, rb);
		EXPECT(item->key >= last);
		last = item->key;
	}
	EXPECT_EQ(count, ARRAY_SIZE(items) / 2);
	count = 0;
	rb_for_each(node, &key, &root, find_key)
		count++;
	EXPECT_EQ(count, 4);
	count = 0;
	rbtree_postorder_for_each_entry_safe(item, next, &root, rb)
		count++;
	EXPECT_EQ(count, ARRAY_SIZE(items) / 2);
}

static void fifos(void)
{
	DECLARE_KFIFO(numbers, int, 4);
	struct kfifo_rec_ptr_1 records;
	struct kfifo bytes;
	int n = 0;

	INIT_KFIFO(numbers);
	for (int i = 0; i < 4; i++)
		EXPECT_EQ(kfifo_put(&numbers, i), 1);
	EXPECT_EQ(kfifo_put(&numbers, 9), 0);
	EXPECT(kfifo_is_full(&numbers) && kfifo_peek(&numbers, &n) && !n);
	EXPECT(kfifo_get(&numbers, &n) && kfifo_get(&numbers, &n));
	EXPECT_EQ(n, 1);
	EXPECT_EQ(kfifo_len(&numbers), 2);
	EXPECT_EQ(kfifo_alloc(&bytes, 1, GFP_KERNEL), -EINVAL);
	EXPECT_EQ(kfifo_alloc(&bytes, 10, GFP_KERNEL), 0);
	EXPECT_EQ(kfifo_size(&bytes), 16);
	EXPECT_EQ(kfifo_in(&bytes, "0123456789abcdefgh", 18), 16);
	EXPECT_EQ(kfifo_out(&bytes, out, 10), 10);
	EXPECT_EQ(kfifo_in(&bytes, "ABCDEFGH", 8), 8);
	EXPECT_EQ(kfifo_out(&bytes, out, 100), 14);
	EXPECT(!memcmp(out, "abcdefABCDEFGH", 14));
	kfifo_free(&bytes);
	EXPECT_EQ(kfifo_alloc(&records, 16, GFP_KERNEL), 0);
	EXPECT_EQ(kfifo_in(&records, "hello", 5), 5);
	EXPECT_EQ(kfifo_in(&records, "0123456789", 10), 0);
	EXPECT_EQ(kfifo_peek_len(&records), 5);
	EXPECT_EQ(kfifo_out(&records, out, 3), 3);
	EXPECT(kfifo_is_empty(&records));
	kfifo_free(&records);
}

static void arrays_of_pointers(void)
{
	DEFINE_XARRAY_ALLOC(xa);
	unsigned long index;
	void *entry;
	int count = 0;
	u32 id;

	EXPECT(!xa_store(&xa, 1000000, xa_mk_value(7), GFP_KERNEL));
	EXPECT(xa_load(&xa, 1000000) == xa_mk_value(7));
	EXPECT(!xa_load(&xa, 999999));
	for (int i = 0; i < 200; i++)
		EXPECT_EQ(xa_alloc(&xa, &id, &items[i % 64], xa_limit_16b,
				   GFP_KERNEL),
			  0);
	EXPECT_EQ(id, 199);
	EXPECT(xa_erase(&xa, 64) == &items[0]);
	EXPECT_EQ(xa_alloc(&xa, &id, items, XA_LIMIT(0, 199), GFP_KERNEL), 0);
	EXPECT_EQ(id, 64);
	EXPECT_EQ(xa_alloc(&xa, &id, items, XA_LIMIT(0, 199), GFP_KERNEL),
		  -EBUSY);
	EXPECT_EQ(xa_insert(&xa, 64, items, GFP_KERNEL), -EBUSY);
	xa_set_mark(&xa, 150, XA_MARK_1);
	xa_set_mark(&xa, 1000000, XA_MARK_1);
	xa_for_each_marked(&xa, index, entry, XA_MARK_1)
		count += index == 150 || index == 1000000;
	EXPECT_EQ(count, 2);
	count = 0;
	xa_for_each(&xa, index, entry)
		count++;
	EXPECT_EQ(count, 201);
	xa_store(&xa, ULONG_MAX, xa_mk_value(1), GFP_KERNEL);
	index = 1000001;
	EXPECT(xa_find(&xa, &index, ULONG_MAX, XA_PRESENT) == xa_mk_value(1));
	EXPECT_EQ(index, ULONG_MAX);
	EXPECT(!xa_find_after(&xa, &index, ULONG_MAX, XA_PRESENT));
	xa_destroy(&xa);
	EXPECT(xa_empty(&xa));
}

static void small_numbers(void)
{
	DEFINE_IDR(idr);
	DEFINE_IDA(ida);
	void *p;
	int id;

	EXPECT_EQ(idr_alloc(&idr, &items[0], 5, 7, GFP_KERNEL), 5);
	EXPECT_EQ(idr_alloc(&idr, &items[1], 5, 7, GFP_KERNEL), 6);
	EXPECT_EQ(idr_alloc(&idr, &items[2], 5, 7, GFP_KERNEL), -ENOSPC);
	EXPECT(idr_find(&idr, 6) == &items[1]);
	EXPECT(idr_replace(&idr, &items[3], 6) == &items[1]);
	EXPECT(IS_ERR(idr_replace(&idr, &items[3], 9)));
	EXPECT(idr_remove(&idr, 5) == &items[0] && !idr_find(&idr, 5));
	EXPECT_EQ(idr_alloc_cyclic(&idr, &items[4], 0, 0, GFP_KERNEL), 0);
	EXPECT_EQ(idr_alloc_cyclic(&idr, &items[4], 0, 0, GFP_KERNEL), 1);
	idr_remove(&idr, 0);
	EXPECT_EQ(idr_alloc_cyclic(&idr, &items[4], 0, 0, GFP_KERNEL), 2);
	idr_for_each_entry(&idr, p, id)
		idr_remove(&idr, id);
	EXPECT(idr_is_empty(&idr));
	idr_destroy(&idr);
	EXPECT_EQ(ida_alloc(&ida, GFP_KERNEL), 0);
	EXPECT_EQ(ida_alloc_range(&ida, 0, 0, GFP_KERNEL), -ENOSPC);
	EXPECT_EQ(ida_alloc_min(&ida, 100, GFP_KERNEL), 100);
	ida_free(&ida, 0);
	ida_free(&ida, 100);
	EXPECT(ida_is_empty(&ida));
}

static void bit_maps(void)
{
	DECLARE_BITMAP(map, 70);
	unsigned int bit, sum = 0;

	bitmap_zero(map, 70);
	EXPECT_EQ(bitmap_parselist("0-2,64,69", map, 70), 0);
	EXPECT_EQ(bitmap_weight(map, 70), 5);
	for_each_set_bit(bit, map, 70)
		sum += bit;
	EXPECT_EQ(sum, 136);
	EXPECT_EQ(find_first_zero_bit(map, 70), 3);
	EXPECT_EQ(find_last_bit(map, 70), 69);
	EXPECT_EQ(bitmap_find_free_region(map, 70, 2), 4);
	EXPECT_EQ(bitmap_parselist("70", map, 70), -ERANGE);
	EXPECT_EQ(bitmap_parse("1,ffffffff", 10, map, 33), 0);
	EXPECT(bitmap_full(map, 33));
}

static void checksums(void)
{
	const u8 *digits = (const u8 *)"123456789";

	EXPECT_EQ(crc32_le(~0, digits, 9) ^ ~0u, 0xcbf43926);
	EXPECT_EQ(crc32_be(~0, digits, 9) ^ ~0u, 0xfc891918);
	EXPECT_EQ(crc32c(~0, digits, 9) ^ ~0u, 0xe3069283);
	EXPECT_EQ(crc16(0, digits, 9), 0xbb3d);
	EXPECT_EQ(crc_ccitt(0, digits, 9), 0x2189);
	EXPECT_EQ(crc_itu_t(0, digits, 9), 0x31c3);
	EXPECT_EQ(crc7_be(0, digits, 9), 0x75 << 1);
}

static void hashes(const char *name, const char *key, const char *expected)
{
	struct crypto_shash *tfm = crypto_alloc_shash(name, 0, 0);
	u8 digest[64], wanted[64];
	unsigned int size;

	if (!EXPECT(!IS_ERR(tfm)))
		return;
	if (key)
		EXPECT_EQ(crypto_shash_setkey(tfm, key, strlen(key)), 0);
	size = crypto_shash_digestsize(tfm);
	EXPECT_EQ(size, strlen(expected) / 2);
	EXPECT_EQ(hex2bin(wanted, expected, size), 0);
	EXPECT_EQ(crypto_shash_tfm_digest(tfm, "abc", 3, digest), 0);
	EXPECT(!memcmp(digest, wanted, size));
	crypto_free_shash(tfm);
}

/* The examples of FIPS 180-4 and RFC 1321, and HMAC as OpenSSL has it. */
static void digests(void)
{
	struct crypto_shash *tfm;
	u8 digest[SHA256_DIGEST_SIZE];

	hashes("md5", NULL, "900150983cd24fb0d6963f7d28e17f72");
	hashes("sha1", NULL, "a9993e364706816aba3e25717850c26c9cd0d89d");
	hashes("sha256-generic", NULL,
	       "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	hashes("hmac(sha256)", "key",
	       "9c196e32dc0175f86f4b1cb89289d6619de6bee699e4c378e68309ed97a1a6ab");
	EXPECT_EQ(PTR_ERR(crypto_alloc_shash("sha257", 0, 0)), -ENOENT);
	tfm = crypto_alloc_shash("hmac(sha1)", 0, 0);
	EXPECT_EQ(crypto_shash_tfm_digest(tfm, "", 0, digest), -ENOKEY);
	crypto_free_shash(tfm);
	sha256("abc", 3, digest);
	EXPECT_EQ(digest[0], 0xba);
}

static void identifiers_and_dates(void)
{
	struct rtc_time tm;
	uuid_t a, b;

	uuid_gen(&a);
	snprintf(out, sizeof(out), "%pUb", &a);
	EXPECT(uuid_is_valid(out) && out[14] == '4');
	EXPECT_EQ(uuid_parse(out, &b), 0);
	EXPECT(uuid_equal(&a, &b));
	EXPECT_EQ(uuid_parse("nonsense", &b), -EINVAL);
	rtc_time64_to_tm(951782400, &tm);
	EXPECT(tm.tm_mon == 1 && tm.tm_mday == 29 && tm.tm_year == 100);
	EXPECT_EQ(rtc_tm_to_time64(&tm), 951782400);
	tm.tm_year = 101;
	EXPECT_EQ(rtc_valid_tm(&tm), -EINVAL);
}

static DEFINE_STATIC_KEY_FALSE(key);

static void keys_limits_and_once(void)
{
	DEFINE_RATELIMIT_STATE(limit, HZ * 1000, 3);
	int allowed = 0, once = 0;

	EXPECT(!static_branch_unlikely(&key));
	static_branch_enable(&key);
	EXPECT(static_branch_likely(&key));
	static_branch_disable(&key);
	for (int i = 0; i < 10; i++) {
		allowed += __ratelimit(&limit);
		DO_ONCE_LITE_IF(true, pr_info, "only once: %d\n", ++once);
	}
	EXPECT_EQ(allowed, 3);
	EXPECT_EQ(once, 1);
	EXPECT_EQ(limit.missed, 7);
}

/* What the log shows of these is for the test in Python. */
static void lines_of_the_log(void)
{
	static const char data[] = "0123456789abcdefXYZ";

	pr_alert("begun");
	pr_cont(", continued\n");
	print_hex_dump(KERN_ALERT, "dump: ", DUMP_PREFIX_OFFSET, 16, 4, data,
		       18, true);
	pr_alert("without newline");
	pr_alert("two\nlines\n");
	for (int i = 0; i < 3; i++)
		pr_alert_once("said once\n");
	EXPECT_EQ(WARN_ON_ONCE(out[0] == '\xff'), 0);
}

/* --- Ciphers: the examples of NIST SP 800-38A, of 128 and 256 bits. */

static const char plain[] =
	"6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51";

#define SIZE 32

/* In two pieces, that no block ends with; there, and back. */
static void ciphers(const char *name, const char *key_text, const char *iv_text,
		    const char *result)
{
	struct crypto_skcipher *tfm = crypto_alloc_skcipher(name, 0, 0);
	u8 key[32], iv[16], expected[32], original[32];
	u8 *text = kmalloc(SIZE, GFP_KERNEL);
	struct skcipher_request *req;
	struct scatterlist sg[2];

	if (!EXPECT(!IS_ERR(tfm) && text))
		return;
	EXPECT_EQ(hex2bin(key, key_text, strlen(key_text) / 2), 0);
	EXPECT_EQ(hex2bin(expected, result, sizeof(expected)), 0);
	EXPECT_EQ(hex2bin(original, plain, sizeof(original)), 0);
	EXPECT_EQ(crypto_skcipher_setkey(tfm, key, strlen(key_text) / 2), 0);
	memcpy(text, original, SIZE);
	sg_init_table(sg, 2);
	sg_set_buf(&sg[0], text, 13);
	sg_set_buf(&sg[1], text + 13, SIZE - 13);
	req = skcipher_request_alloc(tfm, GFP_KERNEL);
	if (EXPECT(req)) {
		skcipher_request_set_crypt(req, sg, sg, SIZE, iv);
		EXPECT_EQ(hex2bin(iv, iv_text, sizeof(iv)), 0);
		EXPECT_EQ(crypto_skcipher_encrypt(req), 0);
		EXPECT(!memcmp(text, expected, SIZE));
		EXPECT_EQ(hex2bin(iv, iv_text, sizeof(iv)), 0);
		EXPECT_EQ(crypto_skcipher_decrypt(req), 0);
		EXPECT(!memcmp(text, original, SIZE));
	}
	skcipher_request_free(req);
	crypto_free_skcipher(tfm);
	kfree(text);
}

static void ciphers_do_what_the_standard_says(void)
{
	static const char key[] = "2b7e151628aed2a6abf7158809cf4f3c";
	static const char long_key[] =
		"603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4";
	static const char iv[] = "000102030405060708090a0b0c0d0e0f";
	static const char counter[] = "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff";

	ciphers("ecb(aes)", key, iv,
		"3ad77bb40d7a3660a89ecaf32466ef97f5d3d58503b9699de785895a96fdbaaf");
	ciphers("cbc(aes)", key, iv,
		"7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2");
	ciphers("cbc(aes-generic)", long_key, iv,
		"f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d");
	ciphers("ctr(aes)", key, counter,
		"874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff");
}

static void ciphers_refuse(void)
{
	struct crypto_skcipher *tfm = crypto_alloc_skcipher("cbc(aes)", 0, 0);
	u8 *text = kzalloc(20, GFP_KERNEL);
	u8 iv[16] = { 0 };
	struct scatterlist sg;
	SKCIPHER_REQUEST_ON_STACK(req, tfm);

	EXPECT_EQ(PTR_ERR(crypto_alloc_skcipher("cbc(des)", 0, 0)), -ENOENT);
	EXPECT(crypto_has_alg("cbc(aes)", 0, 0) &&
	       crypto_has_alg("sha1", 0, 0));
	EXPECT(!crypto_has_skcipher("sha1", 0, 0));
	EXPECT_EQ(crypto_skcipher_ivsize(tfm), 16);
	EXPECT_EQ(crypto_skcipher_blocksize(tfm), 16);
	sg_init_one(&sg, text, 20);
	skcipher_request_set_crypt(req, &sg, &sg, 16, iv);
	EXPECT_EQ(crypto_skcipher_encrypt(req), -ENOKEY);
	EXPECT_EQ(crypto_skcipher_setkey(tfm, text, 17), -EINVAL);
	EXPECT_EQ(crypto_skcipher_setkey(tfm, text, 16), 0);
	skcipher_request_set_crypt(req, &sg, &sg, 20, iv);
	EXPECT_EQ(crypto_skcipher_encrypt(req), -EINVAL);
	skcipher_request_set_crypt(req, &sg, &sg, 32, iv);
	EXPECT_EQ(crypto_skcipher_encrypt(req), -EINVAL);
	skcipher_request_set_crypt(req, &sg, &sg, 0, iv);
	EXPECT_EQ(crypto_skcipher_encrypt(req), 0);
	crypto_free_skcipher(tfm);
	kfree(text);
}

static void crc32c_is_a_hash(void)
{
	struct crypto_shash *tfm = crypto_alloc_shash("crc32c", 0, 0);
	u8 seed[4] = { 0 }, out[4];

	if (!EXPECT(!IS_ERR(tfm)))
		return;
	EXPECT_EQ(crypto_shash_digestsize(tfm), 4);
	EXPECT_EQ(crypto_shash_blocksize(tfm), 1);
	EXPECT_EQ(crypto_shash_tfm_digest(tfm, "123456789", 9, out), 0);
	EXPECT(!memcmp(out, "\x83\x92\x06\xe3", 4));
	EXPECT_EQ(crypto_shash_setkey(tfm, seed, 3), -EINVAL);
	EXPECT_EQ(crypto_shash_setkey(tfm, seed, 4), 0);
	EXPECT_EQ(crypto_shash_tfm_digest(tfm, "\0", 1, out), 0);
	EXPECT(!memcmp(out, "\xff\xff\xff\xff", 4));
	crypto_free_shash(tfm);
	EXPECT_EQ(PTR_ERR(crypto_alloc_shash("hmac(crc32c)", 0, 0)), -ENOENT);
}

static const struct ktap_case cases[] = {
	KTAP_CASE(formats_of_pointers),
	KTAP_CASE(scans),
	KTAP_CASE(words_and_numbers),
	KTAP_CASE(options_by_patterns),
	KTAP_CASE(more_of_strings),
	KTAP_CASE(arithmetic),
	KTAP_CASE(sorting),
	KTAP_CASE(lists_are_sorted_stably),
	KTAP_CASE(hash_tables_and_loose_lists),
	KTAP_CASE(trees),
	KTAP_CASE(fifos),
	KTAP_CASE(arrays_of_pointers),
	KTAP_CASE(small_numbers),
	KTAP_CASE(bit_maps),
	KTAP_CASE(checksums),
	KTAP_CASE(digests),
	KTAP_CASE(identifiers_and_dates),
	KTAP_CASE(keys_limits_and_once),
	KTAP_CASE(lines_of_the_log),
	KTAP_CASE(ciphers_do_what_the_standard_says),
	KTAP_CASE(ciphers_refuse),
	KTAP_CASE(crc32c_is_a_hash),
};

KTAP_SUITE(api_lib_test, cases);
