/* SPDX-License-Identifier: MIT */
/*
 * A load without the commit, on a host: the core's stages over a file, and
 * what answers them in the kernel's place. One dry run at a time.
 */
#ifndef _HOST_DRYRUN_H
#define _HOST_DRYRUN_H

#include <stdio.h>

#include "module.h"

/* Where a dry run puts the module, and who answers its symbols. */
struct dry_run {
	u32 base;	  /* of its memory: a multiple of the page size */
	bool answers_all; /* @answer is the value of every other symbol */
	u32 answer;
};

/*
 * Walks the stages of the core over @l, whose request is filled in, and
 * whose name is the file's. 0, or the negative errno of the stage that
 * refused: *@stage is its name. Either way load_release() gives back what
 * @l holds.
 */
int dry_run(struct load *l, const struct dry_run *d, const char **stage);

/* What the loader has said since the last clear: lines, or "". */
const char *log_text(void);
void log_clear(void);
/* Gives back what the log takes. */
void log_free(void);

/*
 * Reads the exports in Module.symvers @path. Of two exports of one name the
 * first counts. The file has no addresses: each export is given one of its
 * own, as if the kernel were there. 0, or -1, and a line on stderr says why.
 */
int symvers_read(const char *path);
void symvers_free(void);
/* The export called @name that module @self has not made itself, or false. */
bool symvers_find(const char *name, u32 hash, const char *self,
		  struct export *out);
/* The export that was given @address, or false. */
bool symvers_at(u32 address, struct export *out);
/* Calls @fn with the name of every export. */
void symvers_each(void (*fn)(const char *name, void *arg), void *arg);

/*
 * Reads the whole of @path into *@buffer, which has *@room bytes and grows;
 * both are the caller's to keep for the next call, and to free. *@size is
 * the file's. NULL, or why it cannot be read.
 */
const char *file_read(const char *path, u8 **buffer, size_t *room, u32 *size);

/* For tests: 0, or the how many'th allocation from now fails, once. */
extern unsigned int alloc_fail_nth;
/* For tests: the most bytes that one module_alloc() has to give. */
extern size_t module_alloc_max;

#endif
