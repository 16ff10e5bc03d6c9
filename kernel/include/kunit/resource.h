/* SPDX-License-Identifier: MIT */
/*
 * What a test holds, which is given back when it ends, the youngest first:
 * actions, and resources with data and a reference count.
 *
 * Context: process, may sleep.
 * Linux: Documentation/dev-tools/kunit/api/resource.rst
 */
#ifndef _KUNIT_RESOURCE_H
#define _KUNIT_RESOURCE_H

#include <kunit/test.h>
#include <linux/errno.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>

struct kunit_resource;

/* Fills in res->data from the context: 0 or -errno. Lets go of res->data. */
typedef int (*kunit_resource_init_t)(struct kunit_resource *res, void *context);
typedef void (*kunit_resource_free_t)(struct kunit_resource *res);
/* Whether @res is the one that is looked for. */
typedef bool (*kunit_resource_match_t)(struct kunit *test,
				       struct kunit_resource *res,
				       void *match_data);
typedef void(kunit_action_t)(void *context);

struct kunit_resource {
	void *data;
	const char *name;
	kunit_resource_free_t free; /* or NULL */
	struct kref refcount;
	struct list_head node; /* on the test's resources */
	bool should_kfree;     /* so is the structure itself */
};

/* References; the last one frees. Context: any. */
static inline void kunit_get_resource(struct kunit_resource *res)
{
	kref_get(&res->refcount);
}
void kunit_put_resource(struct kunit_resource *res);

/*
 * Adds @res, which the caller has, to what @test holds: res->data is what @init
 * makes of @data, or @data. 0, or what @init returned. The next one names it:
 * -EEXIST where @test has one of that name, -EINVAL without a name.
 */
int kunit_add_resource(struct kunit *test, kunit_resource_init_t init,
		       kunit_resource_free_t free, struct kunit_resource *res,
		       void *data);
int kunit_add_named_resource(struct kunit *test, kunit_resource_init_t init,
			     kunit_resource_free_t free,
			     struct kunit_resource *res, const char *name,
			     void *data);
/* A new one, with a reference more for the caller; or NULL. */
struct kunit_resource *kunit_alloc_and_get_resource(struct kunit *test,
						    kunit_resource_init_t init,
						    kunit_resource_free_t free,
						    gfp_t internal_gfp,
						    void *context);
/* The same without that reference: its data, or NULL. */
void *kunit_alloc_resource(struct kunit *test, kunit_resource_init_t init,
			   kunit_resource_free_t free, gfp_t internal_gfp,
			   void *context);

/* The youngest that @match accepts, with a reference, or NULL. Context: any. */
struct kunit_resource *kunit_find_resource(struct kunit *test,
					   kunit_resource_match_t match,
					   void *match_data);
struct kunit_resource *kunit_find_named_resource(struct kunit *test,
						 const char *name);
/* Takes the youngest such out of @test, and puts it: 0 or -ENOENT. */
int kunit_destroy_resource(struct kunit *test, kunit_resource_match_t match,
			   void *match_data);
static inline bool kunit_resource_name_match(struct kunit *test,
					     struct kunit_resource *res,
					     void *match_name)
{
	return res->name && !strcmp(res->name, match_name);
}
static inline int kunit_destroy_named_resource(struct kunit *test,
					       const char *name)
{
	return kunit_destroy_resource(test, kunit_resource_name_match,
				      (void *)name);
}
/* Takes @res out of what @test holds, and puts it. */
void kunit_remove_resource(struct kunit *test, struct kunit_resource *res);

/*
 * Has @action(@ctx) called when the test ends: 0 or -ENOMEM, and then the
 * second form has called it already.
 */
int kunit_add_action(struct kunit *test, kunit_action_t *action, void *ctx);
int kunit_add_action_or_reset(struct kunit *test, kunit_action_t *func,
			      void *ctx);
/* Takes back the youngest such; release: and calls it now. */
void kunit_remove_action(struct kunit *test, kunit_action_t *func, void *ctx);
void kunit_release_action(struct kunit *test, kunit_action_t *func, void *ctx);

/* An action called @wrapper that calls @orig, whose argument is @arg_type. */
#define KUNIT_DEFINE_ACTION_WRAPPER(wrapper, orig, arg_type) \
	static void wrapper(void *in)                        \
	{                                                    \
		arg_type arg = (arg_type)in;                 \
		orig(arg);                                   \
	}

#endif
