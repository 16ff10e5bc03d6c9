/* SPDX-License-Identifier: MIT */
/*
 * Keys for user space: add_key(2), request_key(2), keyctl(2), as much of them as
 * the kernel's own keyrings need. Tasks have no keyrings of theirs. It asks
 * who may; kernel/crypto/ asks which key.
 */
#include <linux/cred.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/syscalls.h>
#include <linux/vmalloc.h>

#include "../crypto/keyring.h"
#include "../crypto/signature.h"
#include "../module.h"

#define TYPE_MAX 32
#define DESCRIPTION_MAX 4096
#define PAYLOAD_MAX (1024 * 1024 - 1)

/* keyctl(2)'s operations; what is not here is -EOPNOTSUPP. */
enum {
	KEYCTL_GET_KEYRING_ID = 0,
	KEYCTL_DESCRIBE = 6,
	KEYCTL_LINK = 8,
	KEYCTL_SEARCH = 10,
	KEYCTL_READ = 11,
};

/* A task's own keyrings, of which there are none: -1 to -8. */
#define KEY_SPEC_LAST -8

bool key_permits(const struct key *key, u32 need)
{
	return uid_eq(current_fsuid(), GLOBAL_ROOT_UID) &&
	       (key->perm >> 16 & need) == need;
}

static const struct key *lookup(s32 id, u32 need)
{
	const struct key *key;

	if (id >= KEY_SPEC_LAST && id < 0)
		return ERR_PTR(-ENOKEY);
	if (id <= 0)
		return ERR_PTR(-EINVAL);
	key = keyring_by_serial(id);
	if (!key)
		return ERR_PTR(-ENOKEY);
	return key_permits(key, need) ? key : ERR_PTR(-EACCES);
}

static const struct key *lookup_ring(s32 id, u32 need)
{
	const struct key *ring = lookup(id, need);

	return IS_ERR(ring) || ring->kind == KEY_KEYRING ? ring :
							   ERR_PTR(-ENOTDIR);
}

/* The name of a type, of which those that begin with a dot are the kernel's. */
static int read_type(const char __user *user, char *type)
{
	long length = strncpy_from_user(type, user, TYPE_MAX);

	if (length < 0)
		return length;
	if (length == 0 || length == TYPE_MAX)
		return -EINVAL;
	return *type == '.' ? -EPERM : 0;
}

/* -ENODEV for one that nobody knows. */
static int find_kind(const char *type)
{
	/* Known to every Linux, but in none of these keyrings. */
	static const char *const others[] = { "user", "logon" };

	for (int kind = 0; kind < KEY_KINDS; kind++)
		if (!strcmp(type, key_kind_names[kind]))
			return kind;
	for (u32 i = 0; i < ARRAY_SIZE(others); i++)
		if (!strcmp(type, others[i]))
			return KEY_KINDS;
	return -ENODEV;
}

/* ---- add_key */

/* What is revoked at run time a key of the kernel's image must have signed. */
static int add_revocation(const char *description, const u8 *data, u32 size,
			  const char **why)
{
	u32 length = strlen(description);
	struct signature s = { .content = { .data = (const u8 *)description,
					    .size = length },
			       .message = data,
			       .message_size = size };

	signature_check_message(&s);
	*why = s.why;
	if (s.verdict != SIGNATURE_GOOD)
		return signature_errno(s.verdict);
	if (s.key->ring != &keyrings[KEYRING_BUILTIN]) {
		*why = "its signer's key is not in .builtin_trusted_keys";
		return -ENOKEY;
	}
	*why = "bin:, tbs: or key:, and hexadecimal";
	return blacklist_add(description, length, true);
}

static int add_to(const struct key *ring, int kind, const char *description,
		  const u8 *data, u32 size, const char **why)
{
	*why = "the type of key";
	if (kind < 0)
		return kind;
	*why = "a description";
	if (kind != KEY_ASYMMETRIC && !*description)
		return -EINVAL;
	*why = "a key of another type than the keyring's";
	if (kind != (ring == &keyrings[KEYRING_BLACKLIST] ? KEY_BLACKLIST :
							    KEY_ASYMMETRIC))
		return -EOPNOTSUPP;
	if (kind == KEY_BLACKLIST)
		return add_revocation(description, data, size, why);
	return keyring_add(ring - keyrings, data, size, description, why);
}

static int add_and_tell(s32 id, const char *type, const char *description,
			const u8 *data, u32 size)
{
	const struct key *ring = lookup_ring(id, KEY_MAY_WRITE);
	const char *why;
	int serial;

	if (IS_ERR(ring))
		return PTR_ERR(ring);
	serial = add_to(ring, find_kind(type), description, data, size, &why);
	if (serial < 0)
		pr_notice("keys: not added to %s: %d (%s): %s\n",
			  ring->description, serial, errno_name(serial), why);
	else
		pr_notice("keys: added to %s: %s\n", ring->description,
			  keyring_by_serial(serial)->description);
	return serial;
}

/* The kernel's own copies of what user space has handed over. */
static int add_copied(s32 id, const char *type, const char __user *description,
		      const void __user *payload, u32 size)
{
	char *text = description ? strndup_user(description, DESCRIPTION_MAX) :
				   kstrdup("", GFP_KERNEL);
	u8 *data = NULL;
	int err = 0;

	if (IS_ERR_OR_NULL(text))
		return text ? PTR_ERR(text) : -ENOMEM;
	if (*text == '.' && !strncmp(type, "keyring", 7))
		err = -EPERM;
	if (!err && size) {
		data = vmalloc(size);
		if (!data)
			err = -ENOMEM;
		else if (copy_from_user(data, payload, size))
			err = -EFAULT;
	}
	if (!err)
		err = add_and_tell(id, type, text, data, size);
	vfree(data);
	kfree(text);
	return err;
}

SYSCALL_DEFINE5(add_key, const char __user *, type_user, const char __user *,
		description, const void __user *, payload, size_t, size, s32,
		id)
{
	char type[TYPE_MAX];
	int err;

	if (size > PAYLOAD_MAX)
		return -EINVAL;
	err = read_type(type_user, type);
	return err ? err : add_copied(id, type, description, payload, size);
}

/* No keyring of the caller's has it, and nobody is asked to make it. */
SYSCALL_DEFINE4(request_key, const char __user *, type_user,
		const char __user *, description, const char __user *, callout,
		s32, id)
{
	char type[TYPE_MAX], *text;
	int err = read_type(type_user, type);

	if (err)
		return err;
	text = strndup_user(description, DESCRIPTION_MAX);
	if (IS_ERR(text))
		return PTR_ERR(text);
	kfree(text);
	return -ENOKEY;
}

/* ---- keyctl */

static long keyring_id(s32 id)
{
	const struct key *key = lookup(id, KEY_MAY_SEARCH);

	return IS_ERR(key) ? PTR_ERR(key) : key->serial;
}

/* "type;uid;gid;permissions;description" and a NUL: its length. */
static long describe(s32 id, char __user *buf, size_t room)
{
	const struct key *key = lookup(id, KEY_MAY_VIEW);
	long length;
	char *text;

	if (IS_ERR(key))
		return PTR_ERR(key);
	text = kasprintf(GFP_KERNEL, "%s;0;0;%08x;%s",
			 key_kind_names[key->kind], key->perm,
			 key->description);
	if (!text)
		return -ENOMEM;
	length = strlen(text) + 1;
	if (buf && room >= length && copy_to_user(buf, text, length))
		length = -EFAULT;
	kfree(text);
	return length;
}

/* The serial numbers of the keys in a keyring: how many bytes that is. */
static long read_ring(s32 id, s32 __user *buf, size_t room)
{
	const struct key *ring = lookup(id, KEY_MAY_READ), *key;
	size_t size = 0;

	if (IS_ERR(ring))
		return PTR_ERR(ring);
	if (ring->kind != KEY_KEYRING)
		return -EOPNOTSUPP;
	list_for_each_entry(key, &keys, list)
		if (key->ring == ring)
			size += sizeof(*buf);
	if (!buf || room < size)
		return size;
	list_for_each_entry(key, &keys, list) {
		if (key->ring != ring)
			continue;
		if (put_user(key->serial, buf))
			return -EFAULT;
		buf++;
	}
	return size;
}

/* None of these keys lets its owner link it to another keyring. */
static long link_key(s32 id, s32 ring_id)
{
	const struct key *ring = lookup_ring(ring_id, KEY_MAY_WRITE);
	const struct key *key = lookup(id, 0);

	if (IS_ERR(ring))
		return PTR_ERR(ring);
	return IS_ERR(key) ? PTR_ERR(key) : -EACCES;
}

static long search(s32 id, const char *type, const char *description, s32 dest)
{
	const struct key *ring = lookup_ring(id, KEY_MAY_SEARCH), *key;
	int kind = find_kind(type);

	if (IS_ERR(ring))
		return PTR_ERR(ring);
	if (kind < 0 || kind == KEY_KINDS)
		return -ENOKEY;
	key = keyring_search(ring, kind, description);
	if (!key)
		return -ENOKEY;
	if (!key_permits(key, KEY_MAY_SEARCH))
		return -EACCES;
	return dest ? link_key(key->serial, dest) : key->serial;
}

static long search_copied(s32 id, const char __user *type_user,
			  const char __user *description, s32 dest)
{
	char type[TYPE_MAX], *text;
	long result = read_type(type_user, type);

	if (result)
		return result;
	text = strndup_user(description, DESCRIPTION_MAX);
	if (IS_ERR(text))
		return PTR_ERR(text);
	result = search(id, type, text, dest);
	kfree(text);
	return result;
}

SYSCALL_DEFINE5(keyctl, int, operation, unsigned long, a, unsigned long, b,
		unsigned long, c, unsigned long, d)
{
	switch (operation) {
	case KEYCTL_GET_KEYRING_ID:
		return keyring_id(a);
	case KEYCTL_DESCRIBE:
		return describe(a, (char __user *)b, c);
	case KEYCTL_LINK:
		return link_key(a, b);
	case KEYCTL_SEARCH:
		return search_copied(a, (const char __user *)b,
				     (const char __user *)c, d);
	case KEYCTL_READ:
		return read_ring(a, (s32 __user *)b, c);
	default:
		return -EOPNOTSUPP;
	}
}
