/* SPDX-License-Identifier: MIT */
/*
 * The heap: caches of equal objects in slabs of one page, and kmalloc over
 * caches of fixed sizes; what is larger than half a page takes whole frames.
 * An empty slab goes back at once, so what is free is exactly what was freed.
 *
 * What modules ask for lies in slabs of its own, each with an array of who
 * asked for which object: nothing is looked up when one is freed, and what
 * the kernel asks for costs no more than to see that it is the kernel.
 *
 * A debug build (make DEBUG=1) ends each object with a record of its size and
 * its caller: writes behind the end, double frees and writes after free are
 * found, and told with that caller's name.
 */
#include <asm/irqflags.h>
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/kmemleak.h>
#include <linux/leaks.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/poison.h>
#include <linux/panic.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

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
	struct list_head tracked; /* those of modules, the full ones last */
	struct list_head caches;
	u32 slabs;
	unsigned long caller; /* who has made it */
};

/* What page->owner is of a slab in state PAGE_TRACKED. */
struct tracked {
	struct kmem_cache *cache;
	unsigned long caller[]; /* of each object, 0 where it is free */
};
/* So many that the array itself is no more than an object. */
#define TRACKED_MAX ((CLASS_MAX - sizeof(struct tracked)) / sizeof(long))

/* The end of an object in a debug build. */
struct footer {
	u32 magic;
	u32 wanted;
	void *caller;
};

unsigned int alloc_fail_nth;
EXPORT_SYMBOL_NS_GPL(alloc_fail_nth, MORTISE_INTERNAL);

/* clang-format off */
#define KMALLOC_CLASS(bytes, text) \
	{ .name = "kmalloc-" text, .size = bytes, .wanted = bytes }
/* clang-format on */
static struct kmem_cache classes[] = {
	KMALLOC_CLASS(8, "8"),	   KMALLOC_CLASS(16, "16"),
	KMALLOC_CLASS(32, "32"),   KMALLOC_CLASS(64, "64"),
	KMALLOC_CLASS(96, "96"),   KMALLOC_CLASS(128, "128"),
	KMALLOC_CLASS(192, "192"), KMALLOC_CLASS(256, "256"),
	KMALLOC_CLASS(512, "512"), KMALLOC_CLASS(1024, "1k"),
	KMALLOC_CLASS(2048, "2k"),
};
static LIST_HEAD(caches);
/* Large allocations of modules. */
static LIST_HEAD(tracked_large);
/* The class for each multiple of 8 bytes, up to CLASS_MAX. */
static u8 class_of[CLASS_MAX / 8 + 1];

static void cache_init(struct kmem_cache *cache)
{
	cache->objects = PAGE_SIZE / cache->size;
	INIT_LIST_HEAD(&cache->partial);
	INIT_LIST_HEAD(&cache->tracked);
	list_add_tail(&cache->caches, &caches);
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

	debug_check_no_locks_freed(object, cache->size);
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

/* A slab with @objects, all free, which is on no list. */
static struct page *new_slab(struct kmem_cache *cache, u32 objects)
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
	for (u32 i = 0; i < objects; i++, object += cache->size) {
		if (debug)
			footer_of(cache, object)->magic = 0;
		if (cache->ctor)
			cache->ctor(object);
		*link_of(cache, object) =
			i + 1 < objects ? object + cache->size : NULL;
	}
	cache->slabs++;
	return page;
}

static struct page *partial_slab(struct kmem_cache *cache)
{
	struct page *page;

	if (!list_empty(&cache->partial))
		return list_first_entry(&cache->partial, struct page, list);
	page = new_slab(cache, cache->objects);
	if (page)
		list_add(&page->list, &cache->partial);
	return page;
}

static struct page *tracked_slab(struct kmem_cache *cache)
{
	u32 objects = min(cache->objects, (u32)TRACKED_MAX);
	struct tracked *t;
	struct page *page;

	if (!list_empty(&cache->tracked)) {
		page = list_first_entry(&cache->tracked, struct page, list);
		if (page->freelist)
			return page;
	}
	t = kzalloc(struct_size(t, caller, objects), GFP_ATOMIC);
	page = t ? new_slab(cache, objects) : NULL;
	if (!page) {
		kfree(t);
		return NULL;
	}
	t->cache = cache;
	page->state = PAGE_TRACKED;
	page->owner = t;
	list_add(&page->list, &cache->tracked);
	return page;
}

static unsigned long *caller_of(const struct page *page, const void *object)
{
	struct tracked *t = page->owner;

	return &t->caller[(object - page_address(page)) / t->cache->size];
}

static struct kmem_cache *cache_of(const struct page *page)
{
	if (page->state == PAGE_TRACKED)
		return ((const struct tracked *)page->owner)->cache;
	return page->owner;
}

static void slab_filled(struct kmem_cache *cache, struct page *page)
{
	if (page->state == PAGE_TRACKED)
		list_move_tail(&page->list, &cache->tracked);
	else
		list_del(&page->list);
}

static void *cache_alloc(struct kmem_cache *cache, u32 wanted, gfp_t gfp,
			 unsigned long caller)
{
	bool tracked = leaks_record(caller);
	struct page *page;
	unsigned long flags;
	void *object = NULL;

	might_sleep_if(gfp & __GFP_DIRECT_RECLAIM);
	if (alloc_should_fail())
		return NULL;
	local_irq_save(flags);
	page = tracked ? tracked_slab(cache) : partial_slab(cache);
	if (page) {
		object = page->freelist;
		page->freelist = *link_of(cache, object);
		page->inuse++;
		if (!page->freelist)
			slab_filled(cache, page);
		if (tracked)
			*caller_of(page, object) = caller;
	}
	local_irq_restore(flags);
	if (!object)
		return NULL;
	if (debug)
		debug_alloc(cache, object, wanted, (void *)caller);
	if (gfp & __GFP_ZERO)
		memset(object, 0, wanted);
	return object;
}

static void slab_free(struct kmem_cache *cache, struct page *page)
{
	list_del(&page->list);
	cache->slabs--;
	if (page->state == PAGE_TRACKED)
		kfree(page->owner);
	frame_free(page_to_phys(page));
}

static void cache_free(struct kmem_cache *cache, struct page *page,
		       void *object, unsigned long caller)
{
	bool tracked = page->state == PAGE_TRACKED;
	unsigned long flags;

	if (debug && !debug_free(cache, object, (void *)caller))
		return;
	local_irq_save(flags);
	if (tracked)
		*caller_of(page, object) = 0;
	if (!page->freelist && tracked)
		list_move(&page->list, &cache->tracked);
	else if (!page->freelist)
		list_add(&page->list, &cache->partial);
	*link_of(cache, object) = page->freelist;
	page->freelist = object;
	if (!--page->inuse)
		slab_free(cache, page);
	local_irq_restore(flags);
}

static void *large_alloc(size_t size, gfp_t gfp, unsigned long caller)
{
	unsigned int order = get_order(size);
	unsigned long flags, address;
	struct page *page;

	if (order > MAX_ORDER)
		return NULL;
	address = __get_free_pages(gfp, order);
	if (!address)
		return NULL;
	page = virt_to_page((void *)address);
	page->state = PAGE_LARGE;
	page->owner = NULL;
	if (leaks_record(caller)) {
		page->owner = (void *)caller;
		local_irq_save(flags);
		list_add(&page->list, &tracked_large);
		local_irq_restore(flags);
	}
	return (void *)address;
}

static void forget_large(struct page *page)
{
	unsigned long flags;

	local_irq_save(flags);
	if (page->owner)
		list_del(&page->list);
	page->owner = NULL;
	local_irq_restore(flags);
}

static void large_free(struct page *page)
{
	forget_large(page);
	page->state = PAGE_USED;
	frames_free(page_to_phys(page), page->order);
}

/* With its footer; a power of two stays one, as its alignment promises. */
static size_t debug_size(size_t size)
{
	size_t bytes = size + sizeof(struct footer);

	return size & (size - 1) ? bytes :
				   1u << (32 - __builtin_clz(bytes - 1));
}

void *__kmalloc_track_caller(size_t size, gfp_t gfp, unsigned long caller)
{
	size_t bytes = size;

	if (debug && size && size <= CLASS_MAX)
		bytes = debug_size(size);
	if (unlikely(bytes - 1 >= CLASS_MAX))
		return size ? large_alloc(size, gfp, caller) : ZERO_SIZE_PTR;
	return cache_alloc(&classes[class_of[(bytes + 7) / 8]], size, gfp,
			   caller);
}
EXPORT_SYMBOL(__kmalloc_track_caller);

noinline void *kmalloc(size_t size, gfp_t gfp)
{
	return __kmalloc_track_caller(size, gfp, _RET_IP_);
}
EXPORT_SYMBOL(kmalloc);

size_t kmalloc_size_roundup(size_t size)
{
	size_t bytes = debug && size && size <= CLASS_MAX ? debug_size(size) :
							    size;

	if (!size || size > KMALLOC_MAX_SIZE)
		return size;
	if (bytes > CLASS_MAX)
		return PAGE_SIZE << get_order(size);
	return debug ? size : classes[class_of[(size + 7) / 8]].size;
}
EXPORT_SYMBOL(kmalloc_size_roundup);

size_t ksize(const void *p)
{
	const struct page *page;
	const struct kmem_cache *cache;

	if (ZERO_OR_NULL_PTR(p))
		return 0;
	page = virt_to_page(p);
	if (page->state == PAGE_LARGE)
		return PAGE_SIZE << page->order;
	cache = cache_of(page);
	return debug ? footer_of(cache, (void *)p)->wanted : cache->wanted;
}
EXPORT_SYMBOL(ksize);

static bool is_slab(const struct page *page)
{
	return page->state == PAGE_SLAB || page->state == PAGE_TRACKED;
}

void kfree(const void *p)
{
	struct page *page;

	if (ZERO_OR_NULL_PTR(p))
		return;
	page = virt_to_page(p);
	if (likely(page->state == PAGE_SLAB))
		cache_free(page->owner, page, (void *)p, _RET_IP_);
	else if (page->state == PAGE_TRACKED)
		cache_free(cache_of(page), page, (void *)p, _RET_IP_);
	else if (page->state == PAGE_LARGE)
		large_free(page);
	else
		WARN(1, "kfree: %px is not from kmalloc\n", p);
}
EXPORT_SYMBOL(kfree);

void kfree_sensitive(const void *p)
{
	if (!ZERO_OR_NULL_PTR(p))
		memzero_explicit((void *)p, ksize(p));
	kfree(p);
}
EXPORT_SYMBOL(kfree_sensitive);

static void *resize(const void *p, size_t size, gfp_t gfp, unsigned long caller)
{
	size_t old = ksize(p);
	void *larger;

	if (!size) {
		kfree(p);
		return ZERO_SIZE_PTR;
	}
	if (size <= old && !debug) {
		if (gfp & __GFP_ZERO)
			memset((u8 *)p + size, 0, old - size);
		return (void *)p;
	}
	larger = __kmalloc_track_caller(size, gfp, caller);
	if (!larger)
		return NULL;
	memcpy(larger, p, min(old, size));
	kfree(p);
	return larger;
}

void *krealloc(const void *p, size_t size, gfp_t gfp)
{
	return resize(p, size, gfp, _RET_IP_);
}
EXPORT_SYMBOL(krealloc);

void *krealloc_array(void *p, size_t n, size_t size, gfp_t gfp)
{
	size_t bytes = size_mul(n, size);

	return bytes == SIZE_MAX ? NULL : resize(p, bytes, gfp, _RET_IP_);
}
EXPORT_SYMBOL(krealloc_array);

/* --- Caches of their own. */

/* With its name behind it, which may go with a module. */
static struct kmem_cache *new_cache(const char *name)
{
	size_t length = strlen(name) + 1;
	struct kmem_cache *cache = kzalloc(sizeof(*cache) + length, GFP_KERNEL);

	if (cache)
		cache->name = memcpy(cache + 1, name, length);
	return cache;
}

static u32 object_size(unsigned int size, u32 align, bool has_ctor)
{
	u32 extra = (has_ctor ? sizeof(void *) : 0) +
		    (debug ? sizeof(struct footer) : 0);

	return ALIGN(max(size, 8u) + extra, align);
}

struct kmem_cache *__kmem_cache_create_args(const char *name, unsigned int size,
					    struct kmem_cache_args *args,
					    slab_flags_t flags)
{
	static struct kmem_cache_args none;
	struct kmem_cache *cache = NULL;
	unsigned long irq;
	u32 align;

	args = args ? args : &none;
	align = max3(args->align, 8u, flags & SLAB_HWCACHE_ALIGN ? 64u : 8u);
	if (size && size <= PAGE_SIZE && align <= PAGE_SIZE &&
	    object_size(size, align, args->ctor) <= PAGE_SIZE)
		cache = new_cache(name);
	if (!cache && flags & SLAB_PANIC)
		panic("%s: Failed to create slab '%s'. Error %d\n", __func__,
		      name, -ENOMEM);
	if (!cache)
		return NULL;
	cache->wanted = size;
	cache->size = object_size(size, align, args->ctor);
	cache->ctor = args->ctor;
	cache->caller = _RET_IP_;
	local_irq_save(irq);
	cache_init(cache);
	local_irq_restore(irq);
	return cache;
}
EXPORT_SYMBOL(__kmem_cache_create_args);

void kmem_cache_destroy(struct kmem_cache *cache)
{
	unsigned long flags;

	if (!cache)
		return;
	if (WARN(cache->slabs,
		 "kmem_cache_destroy %s: Slab cache still has objects\n",
		 cache->name))
		return;
	local_irq_save(flags);
	list_del(&cache->caches);
	local_irq_restore(flags);
	kfree(cache);
}
EXPORT_SYMBOL(kmem_cache_destroy);

unsigned int kmem_cache_size(struct kmem_cache *cache)
{
	return cache->wanted;
}
EXPORT_SYMBOL(kmem_cache_size);

void *kmem_cache_alloc(struct kmem_cache *cache, gfp_t gfp)
{
	return cache_alloc(cache, cache->wanted, gfp, _RET_IP_);
}
EXPORT_SYMBOL(kmem_cache_alloc);

static void object_free(struct kmem_cache *cache, void *object,
			unsigned long caller)
{
	struct page *page = virt_to_page(object);

	if (WARN(!is_slab(page) || cache_of(page) != cache,
		 "cache_from_obj: Wrong slab cache. %s but object is from %s\n",
		 cache->name, is_slab(page) ? cache_of(page)->name : "no slab"))
		return;
	cache_free(cache, page, object, caller);
}

void kmem_cache_free(struct kmem_cache *cache, void *object)
{
	if (object)
		object_free(cache, object, _RET_IP_);
}
EXPORT_SYMBOL(kmem_cache_free);

int kmem_cache_alloc_bulk(struct kmem_cache *cache, gfp_t gfp, size_t count,
			  void **objects)
{
	for (size_t i = 0; i < count; i++) {
		objects[i] = cache_alloc(cache, cache->wanted, gfp, _RET_IP_);
		if (!objects[i]) {
			kmem_cache_free_bulk(cache, i, objects);
			return 0;
		}
	}
	return count;
}
EXPORT_SYMBOL(kmem_cache_alloc_bulk);

void kmem_cache_free_bulk(struct kmem_cache *cache, size_t count,
			  void **objects)
{
	for (size_t i = 0; i < count; i++)
		if (cache)
			object_free(cache, objects[i], _RET_IP_);
		else
			kfree(objects[i]);
}
EXPORT_SYMBOL(kmem_cache_free_bulk);

/* --- What modules leave behind. */

void kmemleak_not_leak(const void *ptr)
{
	struct page *page;

	if (is_vmalloc_addr(ptr)) {
		arena_forget_asked(ptr);
		return;
	}
	if (ZERO_OR_NULL_PTR(ptr))
		return;
	page = virt_to_page(ptr);
	if (page->state == PAGE_TRACKED)
		*caller_of(page, ptr) = 0;
	else if (page->state == PAGE_LARGE)
		forget_large(page);
}
EXPORT_SYMBOL(kmemleak_not_leak);

static void scan_slab(struct leak_scan *scan, struct kmem_cache *cache,
		      const struct page *page)
{
	struct tracked *t = page->owner;
	u32 objects = min(cache->objects, (u32)TRACKED_MAX);

	for (u32 i = 0; i < objects; i++)
		if (t->caller[i] && leak_in(scan, t->caller[i]))
			leak_found(scan, &(struct leak){
						 .kind = cache->name,
						 .object = page_address(page) +
							   i * cache->size,
						 .size = cache->wanted,
						 .caller = t->caller[i],
						 .reclaim = kfree });
}

static void scan_objects(struct leak_scan *scan)
{
	struct kmem_cache *cache;
	struct page *page;

	list_for_each_entry(cache, &caches, caches)
		list_for_each_entry(page, &cache->tracked, list)
			scan_slab(scan, cache, page);
	list_for_each_entry(page, &tracked_large, list)
		if (leak_in(scan, page->owner))
			leak_found(scan,
				   &(struct leak){
					   .kind = "kmalloc",
					   .object = page_address(page),
					   .size = PAGE_SIZE << page->order,
					   .caller = (unsigned long)page->owner,
					   .reclaim = kfree });
}

static void reclaim_cache(const void *cache)
{
	kmem_cache_destroy((struct kmem_cache *)cache);
}

static void scan_caches(struct leak_scan *scan)
{
	struct kmem_cache *cache;

	list_for_each_entry(cache, &caches, caches)
		if (leak_in(scan, cache->caller))
			leak_found(scan,
				   &(struct leak){ .kind = "kmem_cache",
						   .name = cache->name,
						   .object = cache,
						   .caller = cache->caller,
						   .reclaim = reclaim_cache });
}

static void scan_heap(struct leak_scan *scan)
{
	unsigned long flags;

	local_irq_save(flags);
	scan_objects(scan);
	scan_caches(scan);
	local_irq_restore(flags);
}
LEAK_SOURCE_MEMORY(heap, scan_heap);
