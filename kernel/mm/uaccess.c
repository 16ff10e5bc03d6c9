/* SPDX-License-Identifier: MIT */
/*
 * Copies between the kernel and user memory. Only the instructions here that
 * the exception table names may fault at a user address: the page is brought
 * in, or the instruction's fixup says what could not be done.
 */
#include <asm/cpu.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/minmax.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

/* Where a fault at label @from goes on: label @to. */
#define EXTABLE(from, to)                       \
	".pushsection __ex_table, \"a\"\n\t"    \
	".balign 4\n\t"                         \
	".long " from " - ., " to " - ., 0\n\t" \
	".popsection\n\t"

/*
 * Words, then bytes. Where a word faults, the bytes up to the fault are tried
 * one by one: the count of what is left is exact.
 */
static unsigned long copy_user(void *to, const void *from, unsigned long n)
{
	unsigned long left = n / 4;

	asm volatile("1:	rep movsl\n\t"
		     "mov %[rest], %[left]\n"
		     "2:	rep movsb\n"
		     "3:\n\t"
		     ".pushsection .text.fixup, \"ax\"\n"
		     "4:	lea (%[rest], %[left], 4), %[left]\n\t"
		     "jmp 2b\n\t"
		     ".popsection\n\t" EXTABLE("1b", "4b") EXTABLE("2b", "3b")
		     : "+&D"(to), "+&S"(from), [left] "+&c"(left)
		     : [rest] "r"(n & 3)
		     : "memory");
	return left;
}

unsigned long copy_from_user(void *to, const void __user *from, unsigned long n)
{
	unsigned long left = access_ok(from, n) ? copy_user(to, from, n) : n;

	if (unlikely(left))
		memset((u8 *)to + (n - left), 0, left);
	return left;
}
EXPORT_SYMBOL(copy_from_user);

unsigned long copy_to_user(void __user *to, const void *from, unsigned long n)
{
	return access_ok(to, n) ? copy_user(to, from, n) : n;
}
EXPORT_SYMBOL(copy_to_user);

unsigned long clear_user(void __user *to, unsigned long n)
{
	unsigned long left = n / 4;

	if (!access_ok(to, n))
		return n;
	asm volatile("1:	rep stosl\n\t"
		     "mov %[rest], %[left]\n"
		     "2:	rep stosb\n"
		     "3:\n\t"
		     ".pushsection .text.fixup, \"ax\"\n"
		     "4:	lea (%[rest], %[left], 4), %[left]\n\t"
		     "jmp 2b\n\t"
		     ".popsection\n\t" EXTABLE("1b", "4b") EXTABLE("2b", "3b")
		     : "+&D"(to), [left] "+&c"(left)
		     : [rest] "r"(n & 3), "a"(0)
		     : "memory");
	return left;
}
EXPORT_SYMBOL(clear_user);

/* Reads an aligned word: false where it can't be read. */
static __always_inline bool read_word(u32 *word, const void *from)
{
	u32 value = 0;

	asm goto("1:	mov %[from], %[value]\n\t" EXTABLE("1b", "%l[fault]")
		 : [value] "=r"(value)
		 : [from] "m"(*(const u32 *)from)
		 :
		 : fault);
	*word = value;
	return true;
fault:
	return false;
}

/* The index of the first byte of @word that is 0, from 0 on; 4: none is. */
static u32 find_zero(u32 word)
{
	u32 zeros = (word - 0x01010101) & ~word & 0x80808080;

	return zeros ? (u32)__builtin_ctz(zeros) / 8 : 4;
}

/*
 * Aligned words never cross into a page that the string doesn't reach: so
 * bytes before @src in its first word are read too, and skipped.
 */
static long copy_string(char *dst, const char *src, long max)
{
	u32 skip = (unsigned long)src & 3;
	long done = 0;
	u32 word, length;

	while (done < max) {
		if (!read_word(&word, src + done - skip))
			return -EFAULT;
		word >>= skip * 8;
		length = min(find_zero(word), 4 - skip);
		if (done + 4 <= max)
			__builtin_memcpy(dst + done, &word, 4);
		else
			memcpy(dst + done, &word, max - done);
		if (length < 4 - skip)
			return min(done + (long)length, max);
		done += 4 - skip;
		skip = 0;
	}
	return max;
}

long strncpy_from_user(char *dst, const char __user *src, long count)
{
	unsigned long room = TASK_SIZE - (unsigned long)src;
	long length;

	if (count <= 0)
		return 0;
	if (!access_ok(src, 1))
		return -EFAULT;
	length = copy_string(dst, src, min((unsigned long)count, room));
	return length == room && length < count ? -EFAULT : length;
}
EXPORT_SYMBOL(strncpy_from_user);

long strnlen_user(const char __user *s, long n)
{
	unsigned long room = TASK_SIZE - (unsigned long)s;
	u32 skip = (unsigned long)s & 3;
	long done = -(long)skip;
	u32 word, zero;

	if (n <= 0 || !access_ok(s, 1))
		return 0;
	for (; done < n; done += 4) {
		if ((done >= 0 && done >= room) || !read_word(&word, s + done))
			return 0;
		if (done < 0)
			word |= (1u << skip * 8) - 1;
		zero = find_zero(word);
		if (zero < 4)
			return done + (long)zero < n ? done + (long)zero + 1 :
						       n + 1;
	}
	return n + 1;
}
EXPORT_SYMBOL(strnlen_user);

static void *copy_buffer(const void __user *src, size_t len, size_t extra,
			 unsigned long caller)
{
	u8 *p;

	if (len > KMALLOC_MAX_SIZE - extra)
		return ERR_PTR(-ENOMEM);
	p = __kmalloc_track_caller(len + extra, GFP_USER, caller);
	if (!p)
		return ERR_PTR(-ENOMEM);
	if (copy_from_user(p, src, len)) {
		kfree(p);
		return ERR_PTR(-EFAULT);
	}
	memset(p + len, 0, extra);
	return p;
}

void *memdup_user(const void __user *src, size_t len)
{
	return copy_buffer(src, len, 0, _RET_IP_);
}
EXPORT_SYMBOL(memdup_user);

void *memdup_user_nul(const void __user *src, size_t len)
{
	return copy_buffer(src, len, 1, _RET_IP_);
}
EXPORT_SYMBOL(memdup_user_nul);

char *strndup_user(const char __user *s, long n)
{
	long length = strnlen_user(s, n);
	char *p;

	if (!length)
		return ERR_PTR(-EFAULT);
	if (length > n)
		return ERR_PTR(-EINVAL);
	p = copy_buffer(s, length, 0, _RET_IP_);
	if (!IS_ERR(p))
		p[length - 1] = '\0';
	return p;
}
EXPORT_SYMBOL(strndup_user);

int check_zeroed_user(const void __user *from, size_t size)
{
	u8 bytes[64];
	size_t n;

	for (; size; size -= n, from += n) {
		n = min(size, sizeof(bytes));
		if (copy_from_user(bytes, from, n))
			return -EFAULT;
		if (memchr_inv(bytes, 0, n))
			return 0;
	}
	return 1;
}
EXPORT_SYMBOL(check_zeroed_user);

int copy_struct_from_user(void *dst, size_t ksize, const void __user *src,
			  size_t usize)
{
	size_t size = min(ksize, usize);
	int zeroed;

	if (usize > ksize) {
		zeroed = check_zeroed_user(src + size, usize - size);
		if (zeroed <= 0)
			return zeroed ? zeroed : -E2BIG;
	}
	memset(dst + size, 0, ksize - size);
	return copy_from_user(dst, src, size) ? -EFAULT : 0;
}
EXPORT_SYMBOL(copy_struct_from_user);

long copy_from_kernel_nofault(void *dst, const void *src, size_t size)
{
	if ((unsigned long)src < TASK_SIZE)
		return -ERANGE;
	return copy_user(dst, src, size) ? -EFAULT : 0;
}
EXPORT_SYMBOL_GPL(copy_from_kernel_nofault);

long copy_to_kernel_nofault(void *dst, const void *src, size_t size)
{
	if ((unsigned long)dst < TASK_SIZE)
		return -ERANGE;
	return copy_user(dst, src, size) ? -EFAULT : 0;
}
EXPORT_SYMBOL_GPL(copy_to_kernel_nofault);

long copy_from_user_nofault(void *dst, const void __user *src, size_t size)
{
	unsigned long left = size;

	pagefault_disable();
	if (access_ok(src, size))
		left = copy_user(dst, src, size);
	pagefault_enable();
	return left ? -EFAULT : 0;
}
EXPORT_SYMBOL_GPL(copy_from_user_nofault);

long copy_to_user_nofault(void __user *dst, const void *src, size_t size)
{
	unsigned long left;

	pagefault_disable();
	left = copy_to_user(dst, src, size);
	pagefault_enable();
	return left ? -EFAULT : 0;
}
EXPORT_SYMBOL_GPL(copy_to_user_nofault);
