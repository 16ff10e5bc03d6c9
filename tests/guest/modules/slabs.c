/* SPDX-License-Identifier: MIT */
/* Misuses the heap: how=overflow, double, after, leak, foreign, stranger. */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>

static char *how = "";
module_param(how, charp, 0444);

/* The compiler is not to see through what is done to it. */
static void *hide(void *p)
{
	OPTIMIZER_HIDE_VAR(p);
	return p;
}

static noinline void overflow(void)
{
	char *p = hide(kmalloc(20, GFP_KERNEL));

	p[20] = 1;
	kfree(p);
}

static noinline void free_twice(void)
{
	char *p = hide(kmalloc(40, GFP_KERNEL));
	char *neighbour = kmalloc(40, GFP_KERNEL);

	kfree(p);
	kfree(hide(p));
	kfree(neighbour);
}

static noinline void write_after_free(void)
{
	char *p = hide(kmalloc(100, GFP_KERNEL));
	char *neighbour = kmalloc(100, GFP_KERNEL);

	kfree(p);
	((volatile char *)hide(p))[50] = 1;
	kfree(kmalloc(100, GFP_KERNEL));
	kfree(neighbour);
}

static noinline void leak(void)
{
	struct kmem_cache *cache = kmem_cache_create("leaky", 64, 0, 0, NULL);
	void *object = kmem_cache_alloc(cache, GFP_KERNEL);

	kmem_cache_destroy(cache);
	kmem_cache_free(cache, object);
	kmem_cache_destroy(cache);
}

static noinline void free_foreign(void)
{
	kfree(hide(THIS_MODULE));
}

static noinline void free_to_stranger(void)
{
	struct kmem_cache *one = kmem_cache_create("one", 64, 0, 0, NULL);
	struct kmem_cache *other = kmem_cache_create("other", 64, 0, 0, NULL);
	void *object = kmem_cache_alloc(other, GFP_KERNEL);

	kmem_cache_free(one, object);
	kmem_cache_free(other, object);
	kmem_cache_destroy(one);
	kmem_cache_destroy(other);
}

static int __init slabs_init(void)
{
	if (!strcmp(how, "overflow"))
		overflow();
	if (!strcmp(how, "double"))
		free_twice();
	if (!strcmp(how, "after"))
		write_after_free();
	if (!strcmp(how, "leak"))
		leak();
	if (!strcmp(how, "foreign"))
		free_foreign();
	if (!strcmp(how, "stranger"))
		free_to_stranger();
	pr_info("slabs: done with %s\n", how);
	return 0;
}

static void __exit slabs_exit(void)
{
}

module_init(slabs_init);
module_exit(slabs_exit);

MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("Misuses the heap");
