/* SPDX-License-Identifier: MIT */
/* /proc/keys: the keys that the reader may view, proc_keys(5). */
#include <linux/cred.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "../../crypto/keyring.h"
#include "proc.h"

static u32 count_of(const struct key *ring)
{
	const struct key *key;
	u32 count = 0;

	list_for_each_entry(key, &keys, list)
		count += key->ring == ring;
	return count;
}

/* What is told of a key beside its description. */
static void show_kind(struct seq_file *m, const struct key *key)
{
	static const char *const algorithms[] = {
		[KEY_RSA] = "rsa",
		[KEY_P256] = "ecdsa-nist-p256",
		[KEY_P384] = "ecdsa-nist-p384",
	};
	const struct der *id = &key->cert.key_id;
	u32 tail = min_t(u32, id->size, 4), count;
	char text[9];

	if (key->kind == KEY_KEYRING) {
		count = count_of(key);
		if (count)
			seq_printf(m, ": %u", count);
		else
			seq_puts(m, ": empty");
	} else if (key->kind == KEY_ASYMMETRIC) {
		hex_text(id->data + id->size - tail, tail, text,
			 sizeof(text) + 1);
		seq_printf(m, ": X509.%s%s%s []",
			   algorithms[key->cert.key.type], tail ? " " : "",
			   text);
	}
}

/* Flags, references, time left, permissions, owner, group, type and the rest. */
static int keys_show(struct seq_file *m, void *v)
{
	const struct key *key = list_entry(v, struct key, list);

	if (!key_permits(key, KEY_MAY_VIEW))
		return SEQ_SKIP;
	seq_printf(m, "%08x I--%c--- %5d perm %08x %5d %5d %-9.9s %s",
		   key->serial, key->by_user ? 'Q' : '-', 1, key->perm, 0, 0,
		   key_kind_names[key->kind], key->description);
	show_kind(m, key);
	seq_putc(m, '\n');
	return 0;
}

static void *keys_start(struct seq_file *m, loff_t *pos)
{
	return seq_list_start(&keys, *pos);
}

static void *keys_next(struct seq_file *m, void *v, loff_t *pos)
{
	return seq_list_next(v, &keys, pos);
}

static void keys_stop(struct seq_file *m, void *v)
{
}

static const struct seq_operations keys_ops = {
	.start = keys_start,
	.next = keys_next,
	.stop = keys_stop,
	.show = keys_show,
};

void proc_keys_init(void)
{
	proc_create_seq("keys", 0, NULL, &keys_ops);
}
