/* SPDX-License-Identifier: MIT */
/*
 * What is typed, for those who want to know it first: a chain of notifiers,
 * called in the keyboard's interrupt for each press, repetition and release.
 * Who answers NOTIFY_STOP swallows the key.
 *
 * Context: any.
 * Linux: Documentation/input/notifier.rst
 */
#ifndef _LINUX_KEYBOARD_H
#define _LINUX_KEYBOARD_H

#include <linux/types.h>

struct notifier_block;
struct vc_data;

/* Bits of ->shift, and numbers of shift keys. */
enum { KG_SHIFT = 0, KG_ALTGR = 1, KG_CTRL = 2, KG_ALT = 3 };

/*
 * The order in which they come: each key as KBD_KEYCODE; then, where it means
 * nothing, as KBD_UNBOUND_KEYCODE, else as KBD_KEYSYM before it is acted on and
 * as KBD_POST_KEYSYM after.
 */
enum {
	KBD_KEYCODE = 0x0001,
	KBD_UNBOUND_KEYCODE = 0x0002,
	KBD_UNICODE = 0x0003,
	KBD_KEYSYM = 0x0004,
	KBD_POST_KEYSYM = 0x0005,
};

struct keyboard_notifier_param {
	struct vc_data *vc; /* for which the key is */
	int down;	    /* 0: released, 1: pressed, 2: repeated */
	int shift;	    /* bits by KG_ */
	int ledstate;	    /* of the locks: LED_ bits */
	unsigned int value; /* the keycode (input-event-codes.h), or keysym */
};

/* Keysyms: a type and a value, and 0xf000. */
#define K(t, v) (((t) << 8) | (v))
#define KTYP(x) ((x) >> 8)
#define KVAL(x) ((x)&0xff)
#define KT_LATIN 0   /* a character */
#define KT_FN 1	     /* a function key, from F1 = 0 on */
#define KT_SPEC 2    /* Enter, locks */
#define KT_PAD 3     /* the keypad */
#define KT_CUR 6     /* cursor keys: down, left, right, up */
#define KT_SHIFT 7   /* shift keys, by KG_ */
#define KT_META 8    /* a character with Alt */
#define KT_LETTER 11 /* a letter, which Caps Lock changes */

/* Puts @nb on the chain: 0; -EEXIST when it is on it already. */
int register_keyboard_notifier(struct notifier_block *nb);
/* Takes it off: 0, -ENOENT. */
int unregister_keyboard_notifier(struct notifier_block *nb);

#endif
