/* SPDX-License-Identifier: MIT */
/*
 * /proc/vmallocinfo: what the arena's addresses are used for, and by whom. It
 * does not ask those who use them: a module that hides is here.
 */
#include <linux/kernel.h>
#include <linux/mm.h>

#include "../../mm/arena.h"
#include "proc.h"

static void *region_at(struct seq_file *m, loff_t pos)
{
	return arena_region(pos, m->private) ? m->private : NULL;
}

static void *vmallocinfo_start(struct seq_file *m, loff_t *pos)
{
	return region_at(m, *pos);
}

static void *vmallocinfo_next(struct seq_file *m, void *v, loff_t *pos)
{
	return region_at(m, ++*pos);
}

static void vmallocinfo_stop(struct seq_file *m, void *v)
{
}

/* Range and size are, as Linux's, those with the guard page. */
static int vmallocinfo_show(struct seq_file *m, void *v)
{
	const struct arena_region *r = v;
	unsigned long size = (r->pages + 1) * PAGE_SIZE;

	seq_printf(m, "0x%08lx-0x%08lx %7lu %pS pages=%u %s\n", r->start,
		   r->start + size, size, (void *)r->caller, r->pages,
		   r->owner);
	return 0;
}

static const struct seq_operations vmallocinfo_ops = {
	.start = vmallocinfo_start,
	.next = vmallocinfo_next,
	.stop = vmallocinfo_stop,
	.show = vmallocinfo_show,
};

void proc_vmallocinfo_init(void)
{
	proc_create_seq_private("vmallocinfo", 0400, NULL, &vmallocinfo_ops,
				sizeof(struct arena_region), NULL);
}
