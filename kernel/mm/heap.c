/* SPDX-License-Identifier: MIT */
/*
 * The heap: caches of equal objects in slabs of one page, and kmalloc over
 * caches of fixed sizes; what is larger than half a page takes whole frames.
 * An empty slab goes back at once, so what is free is exactly what was freed.
 *
 * A debug build (make DEBUG=1) ends each object with a record of its size and
 * its caller: writes behind the end, double frees and writes after free are
 * found, and told with that caller's name.
 */
#include <asm/irqflags.h>
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/poison.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "arena.h"
#include "fault.h"
#include "frames.h"

#ifdef CONFIG_DEBUG_SLAB
static const bool debug = true;
#else
static const bool debug;
#endif

#define CLASS_MAX 2048
#define MAGIC_USED 0x5ca1ab1eu
#define MAGIC_FREE 0xdeadf1eeu
#define RED_ZONE 0xbb

struct kmem_cache {
	const char *name;
	u32 size;    /* from one object to the next */
	u32 wanted;  /* of it, what the user asked for */
	u32 objects; /* a slab */
	void (*ctor)(void *object);
	struct list_head partial; /* slabs with free objects */
	u32 slabs;
};

/* The end of an object in a debug build. */
struct footer {
	u32 magic;
	u32 wanted;
	void *caller;
};

unsigned int alloc_fail_nth;
EXPORT_SYMBOL_NS_GPL(alloc_fail_nth, MORTISE_INTERNAL);

/* clang-format off */
#define KMALLOC_CLASS(bytes) \
	{ .name = "kmalloc-" #bytes, .size = bytes, .wanted = bytes }
/* clang-format on */
static struct kmem_cache classes[] = {
	KMALLOC_CLASS(8),    KMALLOC_CLASS(16),	       KMALLOC_CLASS(32),
	KMALLOC_CLASS(64),   KMALLOC_CLASS(96),	       KMALLOC_CLASS(128),
	KMALLOC_CLASS(192),  KMALLOC_CLASS(256),       KMALLOC_CLASS(512),
	KMALLOC_CLASS(1024), KMALLOC_CLASS(CLASS_MAX),
};
/* The class for each multiple of 8 bytes, up to CLASS_MAX. */
static u8 class_of[CLASS_MAX / 8 + 1];

static void cache_init(struct kmem_cache *cache)
{
	cache->objects = PAGE_SIZE / cache->size;
	INIT_LIST_HEAD(&cache->partial);
}

void heap_init(void)
{
	u32 fits = 0;

	for (u32 i = 0; i < ARRAY_SIZE(classes); i++)
		cache_init(&classes[i]);
	for (u32 i = 0; i <= CLASS_MAX / 8; i++) {
		if (i * 8 > classes[fits].size)
			fits++;
		class_of[i] = fits;
	}
}

static struct footer *footer_of(const struct kmem_cache *cache, void *object)
{
	return (struct footer *)((u8 *)object + cache->size) - 1;
}

static void complain(const struct kmem_cache *cache, void *object,
		     const char *what)
{
	const struct footer *f = footer_of(cache, object);

	pr_err("BUG %s: %s\n", cache->name, what);
	pr_err("object 0x%px, %u bytes, last touched by %pS\n", object,
	       f->wanted, f->caller);
	dump_stack();
	add_taint(TAINT_BAD_PAGE, LOCKDEP_NOW_UNRELIABLE);
}

static void debug_alloc(const struct kmem_cache *cache, void *object,
			u32 wanted, void *caller)
{
	struct footer *f = footer_of(cache, object);

	if (f->magic == MAGIC_FREE && !cache->ctor &&
	    memchr_inv((u8 *)object + sizeof(void *), POISON_FREE,
		       cache->size - sizeof(*f) - sizeof(void *)))
		complain(cache, object, "written to after it was freed");
	if (!cache->ctor)
		memset(object, POISON_INUSE, wanted);
	memset((u8 *)object + wanted, RED_ZONE,
	       cache->size - sizeof(*f) - wanted);
	*f = (struct footer){ MAGIC_USED, wanted, caller };
}

/* False: the object can't be freed. */
static bool debug_free(const struct kmem_cache *cache, void *object,
		       void *caller)
{
	struct footer *f = footer_of(cache, object);

	if (f->magic == MAGIC_FREE) {
		complain(cache, object, "freed twice");
		return false;
	}
	if (f->magic != MAGIC_USED || f->wanted > cache->size ||
	    memchr_inv((u8 *)object + f->wanted, RED_ZONE,
		       cache->size - sizeof(*f) - f->wanted))
		complain(cache, object, "written to behind its end");
	if (!cache->ctor)
		memset(object, POISON_FREE, cache->size - sizeof(*f));
	*f = (struct footer){ MAGIC_FREE, f->wanted, caller };
	return true;
}

/* Where a free object has its link: behind what a constructor made. */
static void **link_of(const struct kmem_cache *cache, void *object)
{
	u32 end = cache->size - (debug ? sizeof(struct footer) : 0);

	return (void **)((u8 *)object +
			 (cache->ctor ? end - sizeof(void *) : 0));
}

static struct page *new_slab(struct kmem_cache *cache)
{
	u32 frame = frame_alloc();
	struct page *page = phys_to_page(frame);
	u8 *object = __va(frame);

	if (!frame)
		return NULL;
	page->state = PAGE_SLAB;
	page->owner = cache;
	page->freelist = object;
	page->inuse = 0;
	for (u32 i = 0; i < cache->objects; i++, object += cache->size) {
		if (debug)
			footer_of(cache, object)->magic = 0;
		if (cache->ctor)
			cache->ctor(object);
		*link_of(cache, object) =
			i + 1 < cache->objects ? object + cache->size : NULL;
	}
	list_add(&page->list, &cache->partial);
	cache->slabs++;
	return page;
}

static void *cache_alloc(struct kmem_cache *cache, u32 wanted, gfp_t gfp,
			 void *caller)
{
	struct page *page;
	unsigned long flags;
	void *object = NULL;

	if (alloc_should_fail())
		return NULL;
	local_irq_save(flags);
	page = list_empty(&cache->partial) ?
		       new_slab(cache) :
		       list_first_entry(&cache->partial, struct page, list);
	if (page) {
		object = page->freelist;
		page->freelist = *link_of(cache, object);
		page->inuse++;
		if (!page->freelist)
			list_del(&page->list);
	}
	local_irq_restore(flags);
	if (!object)
		return NULL;
	if (debug)
		debug_alloc(cache, object, wanted, caller);
	if (gfp & __GFP_ZERO)
		memset(object, 0, wanted);
	return object;
}

static void cache_free(struct kmem_cache *cache, struct page *page,
		       void *object, void *caller)
{
	unsigned long flags;

	if (debug && !debug_free(cache, object, caller))
		return;
	local_irq_save(flags);
	if (!page->freelist)
		list_add(&page->list, &cache->partial);
	*link_of(cache, object) = page->freelist;
	page->freelist = object;
	if (!--page->inuse) {
		list_del(&page->list);
		cache->slabs--;
		frame_free(page_to_phys(page));
	}
	local_irq_restore(flags);
}

static void *large_alloc(size_t size, gfp_t gfp)
{
	unsigned int order = 0;
	unsigned long address;

	while (PAGE_SIZE << order < size)
		if (++order > MAX_ORDER)
			return NULL;
	address = __get_free_pages(gfp, order);
	if (address)
		virt_to_page((void *)address)->state = PAGE_LARGE;
	return (void *)address;
}

/* With its footer; a power of two stays one, as its alignment promises. */
static size_t debug_size(size_t size)
{
	size_t bytes = size + sizeof(struct footer);

	return size & (size - 1) ? bytes :
				   1u << (32 - __builtin_clz(bytes - 1));
}

void *kmalloc(size_t size, gfp_t gfp)
{
	size_t bytes = size;

	if (debug && size <= CLASS_MAX)
		bytes = debug_size(size);
	if (bytes > CLASS_MAX)
		return large_alloc(size, gfp);
	return cache_alloc(&classes[class_of[(bytes + 7) / 8]], size, gfp,
			   __builtin_return_address(0));
}
EXPORT_SYMBOL(kmalloc);

size_t ksize(const void *p)
{
	const struct page *page;

	if (!p)
		return 0;
	page = virt_to_page(p);
	if (page->state == PAGE_LARGE)
		return PAGE_SIZE << page->order;
	if (debug)
		return footer_of(page->owner, (void *)p)->wanted;
	return ((const struct kmem_cache *)page->owner)->wanted;
}
EXPORT_SYMBOL(ksize);

void kfree(const void *p)
{
	struct page *page;

	if (!p)
		return;
	page = virt_to_page(p);
	if (page->state == PAGE_SLAB) {
		cache_free(page->owner, page, (void *)p,
			   __builtin_return_address(0));
	} else if (page->state == PAGE_LARGE) {
		page->state = PAGE_USED;
		frames_free(page_to_phys(page), page->order);
	} else {
		WARN(1, "kfree: %px is not from kmalloc\n", p);
	}
}
EXPORT_SYMBOL(kfree);

void kfree_sensitive(const void *p)
{
	if (p)
		memzero_explicit((void *)p, ksize(p));
	kfree(p);
}
EXPORT_SYMBOL(kfree_sensitive);

void *krealloc(const void *p, size_t size, gfp_t gfp)
{
	size_t old = ksize(p);
	void *larger;

	if (!size) {
		kfree(p);
		return NULL;
	}
	if (p && size <= old && !debug)
		return (void *)p;
	larger = kmalloc(size, gfp);
	if (!larger)
		return NULL;
	if (p)
		memcpy(larger, p, min(old, size));
	kfree(p);
	return larger;
}
EXPORT_SYMBOL(krealloc);

struct kmem_cache *kmem_cache_create(const char *name, unsigned int size,
				     unsigned int align, unsigned int flags,
				     void (*ctor)(void *))
{
	struct kmem_cache *cache = kzalloc(sizeof(*cache), GFP_KERNEL);
	u32 extra = (ctor ? sizeof(void *) : 0) +
		    (debug ? sizeof(struct footer) : 0);

	if (!cache)
		return NULL;
	align = max3(align, 8u, flags & SLAB_HWCACHE_ALIGN ? 64u : 8u);
	cache->name = name;
	cache->wanted = size;
	cache->size = ALIGN(max(size, 8u) + extra, align);
	cache->ctor = ctor;
	cache_init(cache);
	if (!cache->objects) {
		kfree(cache);
		return NULL;
	}
	return cache;
}
EXPORT_SYMBOL(kmem_cache_create);

void kmem_cache_destroy(struct kmem_cache *cache)
{
	if (!cache)
		return;
	if (WARN(cache->slabs,
		 "kmem_cache_destroy %s: Slab cache still has objects\n",
		 cache->name))
		return;
	kfree(cache);
}
EXPORT_SYMBOL(kmem_cache_destroy);

void *kmem_cache_alloc(struct kmem_cache *cache, gfp_t gfp)
{
	return cache_alloc(cache, cache->wanted, gfp,
			   __builtin_return_address(0));
}
EXPORT_SYMBOL(kmem_cache_alloc);

void kmem_cache_free(struct kmem_cache *cache, void *object)
{
	if (object)
		cache_free(cache, virt_to_page(object), object,
			   __builtin_return_address(0));
}
EXPORT_SYMBOL(kmem_cache_free);
