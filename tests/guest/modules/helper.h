/* SPDX-License-Identifier: MIT */
/* What the suites of the loader share. */
#ifndef _HELPER_H
#define _HELPER_H

#include <linux/err.h>
#include <linux/fcntl.h>
#include <linux/kthread.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/symhash.h>

#include "fs/initramfs.h"
#include "ktap.h"
#include "mm/fault.h"
#include "mm/frames.h"
#include "module.h"

#define TESTS_FOLDER "lib/modules/6.12.0-mortise/tests/"

static inline int unload(const char *name)
{
	return unload_module(name, O_NONBLOCK);
}

/* Who exports @symbol; NULL is the kernel, ERR_PTR(-ENOENT) nobody. */
static inline struct module *exporter_of(const char *symbol)
{
	struct export e;

	if (!export_find(symbol, symbol_hash(symbol), &e))
		return ERR_PTR(-ENOENT);
	return e.owner;
}

#endif
