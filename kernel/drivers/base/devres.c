/* SPDX-License-Identifier: MIT */
/*
 * What belongs to a device for as long as its driver has it: a list of blocks
 * with a release function each, the newest last.
 */
#include <linux/bug.h>
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "base.h"

struct devres {
	struct list_head list;
	dr_release_t release;
	size_t size;
	u8 data[] __aligned(ARCH_KMALLOC_MINALIGN);
};

/* A group is two marks in the list, with the same id. */
struct group {
	void *id;
	bool closed;
};

static struct devres *to_devres(const void *res)
{
	return container_of(res, struct devres, data);
}

static struct devres *alloc(dr_release_t release, size_t size, gfp_t gfp)
{
	struct devres *dr;
	size_t bytes;

	if (__builtin_add_overflow(size, sizeof(*dr), &bytes))
		return NULL;
	dr = kmalloc(bytes, gfp);
	if (!dr)
		return NULL;
	memset(dr, 0, sizeof(*dr));
	INIT_LIST_HEAD(&dr->list);
	dr->release = release;
	dr->size = size;
	return dr;
}

void *__devres_alloc_node(dr_release_t release, size_t size, gfp_t gfp, int nid,
			  const char *name)
{
	struct devres *dr = alloc(release, size, gfp | __GFP_ZERO);

	return dr ? dr->data : NULL;
}
EXPORT_SYMBOL_GPL(__devres_alloc_node);

void devres_free(void *res)
{
	if (!res)
		return;
	WARN_ON(!list_empty(&to_devres(res)->list));
	/* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): what kmalloc() gave */
	kfree(to_devres(res));
}
EXPORT_SYMBOL_GPL(devres_free);

void devres_add(struct device *dev, void *res)
{
	list_add_tail(&to_devres(res)->list, &dev->devres_head);
}
EXPORT_SYMBOL_GPL(devres_add);

static struct devres *find(struct device *dev, dr_release_t release,
			   dr_match_t match, void *match_data)
{
	struct devres *dr;

	/* A device that was never initialized has none. */
	if (!dev->devres_head.next)
		return NULL;
	list_for_each_entry_reverse(dr, &dev->devres_head, list)
		if (dr->release == release &&
		    (!match || match(dev, dr->data, match_data)))
			return dr;
	return NULL;
}

void *devres_find(struct device *dev, dr_release_t release, dr_match_t match,
		  void *match_data)
{
	struct devres *dr = find(dev, release, match, match_data);

	return dr ? dr->data : NULL;
}
EXPORT_SYMBOL_GPL(devres_find);

void *devres_get(struct device *dev, void *new_res, dr_match_t match,
		 void *match_data)
{
	void *old = devres_find(dev, to_devres(new_res)->release, match,
				match_data);

	if (old) {
		devres_free(new_res);
		return old;
	}
	devres_add(dev, new_res);
	return new_res;
}
EXPORT_SYMBOL_GPL(devres_get);

void *devres_remove(struct device *dev, dr_release_t release, dr_match_t match,
		    void *match_data)
{
	struct devres *dr = find(dev, release, match, match_data);

	if (!dr)
		return NULL;
	list_del_init(&dr->list);
	return dr->data;
}
EXPORT_SYMBOL_GPL(devres_remove);

int devres_destroy(struct device *dev, dr_release_t release, dr_match_t match,
		   void *match_data)
{
	void *res = devres_remove(dev, release, match, match_data);

	if (!res)
		return -ENOENT;
	devres_free(res);
	return 0;
}
EXPORT_SYMBOL_GPL(devres_destroy);

int devres_release(struct device *dev, dr_release_t release, dr_match_t match,
		   void *match_data)
{
	void *res = devres_remove(dev, release, match, match_data);

	if (!res)
		return -ENOENT;
	release(dev, res);
	devres_free(res);
	return 0;
}
EXPORT_SYMBOL_GPL(devres_release);

static void release_one(struct device *dev, struct devres *dr)
{
	/* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): each is on one list */
	list_del(&dr->list);
	if (dr->release)
		dr->release(dev, dr->data);
	kfree(dr);
}

void devres_release_all(struct device *dev)
{
	while (!list_empty(&dev->devres_head))
		/* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): off the list */
		release_one(dev, list_last_entry(&dev->devres_head,
						 struct devres, list));
}

/* --- Groups */

static void group_mark(struct device *dev, void *res)
{
}

static bool is_mark(const struct devres *dr, bool closed)
{
	return dr->release == group_mark &&
	       ((const struct group *)dr->data)->closed == closed;
}

static void *id_of(const struct devres *mark)
{
	return ((const struct group *)mark->data)->id;
}

/* The mark that ends the group, or NULL: it is open still. */
static struct devres *end_of(struct device *dev, struct devres *opening)
{
	struct devres *dr = opening;

	list_for_each_entry_continue(dr, &dev->devres_head, list)
		if (is_mark(dr, true) && id_of(dr) == id_of(opening))
			return dr;
	return NULL;
}

/* The opening mark of group @id, or of the last that is open; or NULL. */
static struct devres *find_group(struct device *dev, const void *id)
{
	struct devres *dr;

	list_for_each_entry_reverse(dr, &dev->devres_head, list)
		if (is_mark(dr, false) &&
		    (id ? id_of(dr) == id : !end_of(dev, dr)))
			return dr;
	return NULL;
}

static struct devres *add_mark(struct device *dev, void *id, bool closed,
			       gfp_t gfp)
{
	struct devres *dr = alloc(group_mark, sizeof(struct group), gfp);
	struct group *group;

	if (!dr)
		return NULL;
	group = (void *)dr->data;
	group->id = id ? id : group;
	group->closed = closed;
	devres_add(dev, group);
	return dr;
}

void *devres_open_group(struct device *dev, void *id, gfp_t gfp)
{
	struct devres *dr = add_mark(dev, id, false, gfp);

	return dr ? ((struct group *)dr->data)->id : NULL;
}
EXPORT_SYMBOL_GPL(devres_open_group);

void devres_close_group(struct device *dev, void *id)
{
	struct devres *opening = find_group(dev, id);

	if (WARN_ON(!opening))
		return;
	add_mark(dev, id_of(opening), true, GFP_KERNEL);
}
EXPORT_SYMBOL_GPL(devres_close_group);

/* Takes the marks of a group away; its members too, if @all: how many. */
static int dissolve(struct device *dev, struct devres *opening, bool all)
{
	struct devres *end = end_of(dev, opening), *dr = opening, *next;
	bool ended = false;
	int n = 0;

	while (!ended && &dr->list != &dev->devres_head) {
		next = list_next_entry(dr, list);
		ended = dr == end;
		if (dr == opening || ended) {
			list_del(&dr->list);
			kfree(dr);
		} else if (all) {
			n += dr->release != group_mark;
			release_one(dev, dr);
		}
		dr = next;
	}
	return n;
}

void devres_remove_group(struct device *dev, void *id)
{
	struct devres *opening = find_group(dev, id);

	if (!WARN_ON(!opening))
		dissolve(dev, opening, false);
}
EXPORT_SYMBOL_GPL(devres_remove_group);

int devres_release_group(struct device *dev, void *id)
{
	struct devres *opening = find_group(dev, id);

	return opening ? dissolve(dev, opening, true) : 0;
}
EXPORT_SYMBOL_GPL(devres_release_group);

/* --- Memory */

static void just_memory(struct device *dev, void *res)
{
}

static int is_same(struct device *dev, void *res, void *data)
{
	return res == data;
}

void *devm_kmalloc(struct device *dev, size_t size, gfp_t gfp)
{
	struct devres *dr = alloc(just_memory, size, gfp);

	if (!dr)
		return NULL;
	devres_add(dev, dr->data);
	return dr->data;
}
EXPORT_SYMBOL_GPL(devm_kmalloc);

void devm_kfree(struct device *dev, const void *p)
{
	if (p)
		WARN_ON(devres_destroy(dev, just_memory, is_same, (void *)p));
}
EXPORT_SYMBOL_GPL(devm_kfree);

void *devm_krealloc(struct device *dev, void *p, size_t size, gfp_t gfp)
{
	void *new = devm_kmalloc(dev, size, gfp);

	if (!new || !p)
		return new;
	memcpy(new, p, min(size, to_devres(p)->size));
	devm_kfree(dev, p);
	return new;
}
EXPORT_SYMBOL_GPL(devm_krealloc);

void *devm_kmemdup(struct device *dev, const void *src, size_t len, gfp_t gfp)
{
	void *p = devm_kmalloc(dev, len, gfp);

	if (p)
		memcpy(p, src, len);
	return p;
}
EXPORT_SYMBOL_GPL(devm_kmemdup);

char *devm_kstrdup(struct device *dev, const char *s, gfp_t gfp)
{
	return s ? devm_kmemdup(dev, s, strlen(s) + 1, gfp) : NULL;
}
EXPORT_SYMBOL_GPL(devm_kstrdup);

const char *devm_kstrdup_const(struct device *dev, const char *s, gfp_t gfp)
{
	return devm_kstrdup(dev, s, gfp);
}
EXPORT_SYMBOL_GPL(devm_kstrdup_const);

char *devm_kvasprintf(struct device *dev, gfp_t gfp, const char *fmt,
		      va_list args)
{
	va_list again;
	int length;
	char *p;

	va_copy(again, args);
	length = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	p = devm_kmalloc(dev, length + 1, gfp);
	if (p)
		vsnprintf(p, length + 1, fmt, args);
	return p;
}
EXPORT_SYMBOL_GPL(devm_kvasprintf);

char *devm_kasprintf(struct device *dev, gfp_t gfp, const char *fmt, ...)
{
	va_list args;
	char *p;

	va_start(args, fmt);
	p = devm_kvasprintf(dev, gfp, fmt, args);
	va_end(args);
	return p;
}
EXPORT_SYMBOL_GPL(devm_kasprintf);

struct devres_pages {
	unsigned long addr;
	unsigned int order;
};

static void free_devres_pages(struct device *dev, void *res)
{
	struct devres_pages *pages = res;

	free_pages(pages->addr, pages->order);
}

static int are_same_pages(struct device *dev, void *res, void *data)
{
	return ((struct devres_pages *)res)->addr == (unsigned long)data;
}

unsigned long devm_get_free_pages(struct device *dev, gfp_t gfp,
				  unsigned int order)
{
	struct devres_pages *pages =
		devres_alloc(free_devres_pages, sizeof(*pages), GFP_KERNEL);

	if (!pages)
		return 0;
	pages->order = order;
	pages->addr = __get_free_pages(gfp, order);
	if (!pages->addr) {
		devres_free(pages);
		return 0;
	}
	devres_add(dev, pages);
	return pages->addr;
}
EXPORT_SYMBOL_GPL(devm_get_free_pages);

void devm_free_pages(struct device *dev, unsigned long addr)
{
	WARN_ON(devres_release(dev, free_devres_pages, are_same_pages,
			       (void *)addr));
}
EXPORT_SYMBOL_GPL(devm_free_pages);

/* --- Actions */

struct action {
	void (*fn)(void *data);
	void *data;
};

static void call_action(struct device *dev, void *res)
{
	struct action *action = res;

	action->fn(action->data);
}

static int is_same_action(struct device *dev, void *res, void *data)
{
	const struct action *a = res, *b = data;

	return a->fn == b->fn && a->data == b->data;
}

int __devm_add_action(struct device *dev, void (*fn)(void *), void *data,
		      const char *name)
{
	struct action *action =
		devres_alloc(call_action, sizeof(*action), GFP_KERNEL);

	if (!action)
		return -ENOMEM;
	action->fn = fn;
	action->data = data;
	devres_add(dev, action);
	return 0;
}
EXPORT_SYMBOL_GPL(__devm_add_action);

void devm_remove_action(struct device *dev, void (*fn)(void *), void *data)
{
	struct action which = { .fn = fn, .data = data };

	WARN_ON(devres_destroy(dev, call_action, is_same_action, &which));
}
EXPORT_SYMBOL_GPL(devm_remove_action);

void devm_release_action(struct device *dev, void (*fn)(void *), void *data)
{
	struct action which = { .fn = fn, .data = data };

	WARN_ON(devres_release(dev, call_action, is_same_action, &which));
}
EXPORT_SYMBOL_GPL(devm_release_action);
