/* SPDX-License-Identifier: MIT */
/* What a test holds: resources, and on them actions, memory and stubs. */
#include <kunit/resource.h>
#include <kunit/static_stub.h>
#include <linux/slab.h>

#include "kunit.h"

static void release(struct kref *refcount)
{
	struct kunit_resource *res =
		container_of(refcount, struct kunit_resource, refcount);

	if (res->free)
		res->free(res);
#ifndef __clang_analyzer__ /* which can't count references */
	if (res->should_kfree)
		kfree(res);
#endif
}

void kunit_put_resource(struct kunit_resource *res)
{
	kref_put(&res->refcount, release);
}
EXPORT_SYMBOL_GPL(kunit_put_resource);

static int add(struct kunit *test, kunit_resource_init_t init,
	       kunit_resource_free_t free, struct kunit_resource *res,
	       void *data)
{
	unsigned long flags;
	int err;

	res->free = free;
	kref_init(&res->refcount);
	res->data = data;
	if (init) {
		err = init(res, data);
		if (err)
			return err;
	}
	spin_lock_irqsave(&test->lock, flags);
	list_add_tail(&res->node, &test->resources);
	spin_unlock_irqrestore(&test->lock, flags);
	return 0;
}

int kunit_add_resource(struct kunit *test, kunit_resource_init_t init,
		       kunit_resource_free_t free, struct kunit_resource *res,
		       void *data)
{
	res->should_kfree = false;
	return add(test, init, free, res, data);
}
EXPORT_SYMBOL_GPL(kunit_add_resource);

int kunit_add_named_resource(struct kunit *test, kunit_resource_init_t init,
			     kunit_resource_free_t free,
			     struct kunit_resource *res, const char *name,
			     void *data)
{
	struct kunit_resource *old;

	if (!name)
		return -EINVAL;
	old = kunit_find_named_resource(test, name);
	if (old) {
		kunit_put_resource(old);
		return -EEXIST;
	}
	res->name = name;
	return kunit_add_resource(test, init, free, res, data);
}
EXPORT_SYMBOL_GPL(kunit_add_named_resource);

struct kunit_resource *kunit_alloc_and_get_resource(struct kunit *test,
						    kunit_resource_init_t init,
						    kunit_resource_free_t free,
						    gfp_t internal_gfp,
						    void *context)
{
	struct kunit_resource *res = kzalloc(sizeof(*res), internal_gfp);

	if (!res)
		return NULL;
	res->should_kfree = true;
	if (add(test, init, free, res, context)) {
		kfree(res);
		return NULL;
	}
	kunit_get_resource(res);
	return res;
}
EXPORT_SYMBOL_GPL(kunit_alloc_and_get_resource);

void *kunit_alloc_resource(struct kunit *test, kunit_resource_init_t init,
			   kunit_resource_free_t free, gfp_t internal_gfp,
			   void *context)
{
	struct kunit_resource *res =
		kunit_alloc_and_get_resource(test, init, free, internal_gfp,
					     context);

	if (!res)
		return NULL;
	kunit_put_resource(res);
	return res->data;
}
EXPORT_SYMBOL_GPL(kunit_alloc_resource);

struct kunit_resource *kunit_find_resource(struct kunit *test,
					   kunit_resource_match_t match,
					   void *match_data)
{
	struct kunit_resource *res, *found = NULL;
	unsigned long flags;

	spin_lock_irqsave(&test->lock, flags);
	list_for_each_entry_reverse(res, &test->resources, node)
		if (match(test, res, match_data)) {
			kunit_get_resource(res);
			found = res;
			break;
		}
	spin_unlock_irqrestore(&test->lock, flags);
	return found;
}
EXPORT_SYMBOL_GPL(kunit_find_resource);

struct kunit_resource *kunit_find_named_resource(struct kunit *test,
						 const char *name)
{
	return kunit_find_resource(test, kunit_resource_name_match,
				   (void *)name);
}
EXPORT_SYMBOL_GPL(kunit_find_named_resource);

void kunit_remove_resource(struct kunit *test, struct kunit_resource *res)
{
	unsigned long flags;
	bool held;

	spin_lock_irqsave(&test->lock, flags);
	held = !list_empty(&res->node);
	list_del_init(&res->node);
	spin_unlock_irqrestore(&test->lock, flags);
	if (held)
		kunit_put_resource(res);
}
EXPORT_SYMBOL_GPL(kunit_remove_resource);

int kunit_destroy_resource(struct kunit *test, kunit_resource_match_t match,
			   void *match_data)
{
	struct kunit_resource *res =
		kunit_find_resource(test, match, match_data);

	if (!res)
		return -ENOENT;
	kunit_remove_resource(test, res);
	kunit_put_resource(res);
	return 0;
}
EXPORT_SYMBOL_GPL(kunit_destroy_resource);

/* The youngest first; each may take away others. */
void kunit_cleanup(struct kunit *test)
{
	while (!list_empty(&test->resources))
		kunit_remove_resource(test,
				      list_last_entry(&test->resources,
						      struct kunit_resource,
						      node));
	current->kunit_test = NULL;
}
EXPORT_SYMBOL_GPL(kunit_cleanup);

/* --- Actions */

struct action {
	struct kunit_resource res;
	kunit_action_t *func;
	void *ctx;
};

static void run_action(struct kunit_resource *res)
{
	struct action *action = container_of(res, struct action, res);

	action->func(action->ctx);
}

static bool is_action(struct kunit *test, struct kunit_resource *res,
		      void *match_data)
{
	const struct action *wanted = match_data;
	const struct action *action = container_of(res, struct action, res);

	return res->free == run_action && action->func == wanted->func &&
	       action->ctx == wanted->ctx;
}

int kunit_add_action(struct kunit *test, kunit_action_t *action, void *ctx)
{
	struct action *new;

	KUNIT_ASSERT_NOT_NULL_MSG(test, action,
				  "Tried to action a NULL function!");
	new = kzalloc(sizeof(*new), GFP_KERNEL);
	if (!new)
		return -ENOMEM;
	new->func = action;
	new->ctx = ctx;
	new->res.should_kfree = true;
	return add(test, NULL, run_action, &new->res, new);
}
EXPORT_SYMBOL_GPL(kunit_add_action);

int kunit_add_action_or_reset(struct kunit *test, kunit_action_t *func,
			      void *ctx)
{
	int err = kunit_add_action(test, func, ctx);

	if (err)
		func(ctx);
	return err;
}
EXPORT_SYMBOL_GPL(kunit_add_action_or_reset);

static struct kunit_resource *find_action(struct kunit *test,
					  kunit_action_t *func, void *ctx)
{
	struct action wanted = { .func = func, .ctx = ctx };

	return kunit_find_resource(test, is_action, &wanted);
}

void kunit_remove_action(struct kunit *test, kunit_action_t *func, void *ctx)
{
	struct kunit_resource *res = find_action(test, func, ctx);

	if (!res)
		return;
	res->free = NULL;
	kunit_remove_resource(test, res);
	kunit_put_resource(res);
}
EXPORT_SYMBOL_GPL(kunit_remove_action);

void kunit_release_action(struct kunit *test, kunit_action_t *func, void *ctx)
{
	struct kunit_resource *res = find_action(test, func, ctx);

	if (!res)
		return;
	kunit_remove_resource(test, res);
	kunit_put_resource(res);
}
EXPORT_SYMBOL_GPL(kunit_release_action);

/* --- Memory */

KUNIT_DEFINE_ACTION_WRAPPER(kfree_action, kfree, const void *)

void *kunit_kmalloc_array(struct kunit *test, size_t n, size_t size, gfp_t gfp)
{
	void *data = kmalloc_array(n, size, gfp);

	if (!data || kunit_add_action_or_reset(test, kfree_action, data))
		return NULL;
	return data;
}
EXPORT_SYMBOL_GPL(kunit_kmalloc_array);

char *kunit_kstrdup(struct kunit *test, const char *str, gfp_t gfp)
{
	size_t size = str ? strlen(str) + 1 : 0;
	char *copy = str ? kunit_kmalloc(test, size, gfp) : NULL;

	return copy ? memcpy(copy, str, size) : NULL;
}
EXPORT_SYMBOL_GPL(kunit_kstrdup);

/* The kernel's constants are not known in a module: it always copies. */
const char *kunit_kstrdup_const(struct kunit *test, const char *str, gfp_t gfp)
{
	return kunit_kstrdup(test, str, gfp);
}
EXPORT_SYMBOL_GPL(kunit_kstrdup_const);

void kunit_kfree(struct kunit *test, const void *ptr)
{
	if (ptr)
		kunit_release_action(test, kfree_action, (void *)ptr);
}
EXPORT_SYMBOL_GPL(kunit_kfree);

void kunit_kfree_const(struct kunit *test, const void *x)
{
	kunit_kfree(test, x);
}
EXPORT_SYMBOL_GPL(kunit_kfree_const);

/* --- Functions that are replaced */

struct stub {
	void *real, *replacement;
};

static void free_stub(struct kunit_resource *res)
{
	kfree(res->data);
}

static bool is_stub(struct kunit *test, struct kunit_resource *res, void *real)
{
	const struct stub *stub = res->data;

	return res->free == free_stub && stub->real == real;
}

void *kunit_static_stub_address(struct kunit *test, void *real)
{
	struct kunit_resource *res = kunit_find_resource(test, is_stub, real);
	void *replacement;

	if (!res)
		return NULL;
	replacement = ((struct stub *)res->data)->replacement;
	kunit_put_resource(res);
	return replacement;
}

void kunit_deactivate_static_stub(struct kunit *test, void *real_fn_addr)
{
	struct kunit_resource *res;

	KUNIT_ASSERT_PTR_NE_MSG(test, real_fn_addr, NULL,
				"Tried to deactivate a NULL stub.");
	res = kunit_find_resource(test, is_stub, real_fn_addr);
	KUNIT_ASSERT_PTR_NE_MSG(test, res, NULL,
				"Tried to deactivate a nonexistent stub.");
	kunit_remove_resource(test, res);
	kunit_put_resource(res);
}
EXPORT_SYMBOL_GPL(kunit_deactivate_static_stub);

void __kunit_activate_static_stub(struct kunit *test, void *real_fn_addr,
				  void *replacement_addr)
{
	struct kunit_resource *res;
	struct stub *stub;

	KUNIT_ASSERT_PTR_NE_MSG(test, real_fn_addr, NULL,
				"Tried to activate a stub for function NULL");
	if (!replacement_addr) {
		kunit_deactivate_static_stub(test, real_fn_addr);
		return;
	}
	res = kunit_find_resource(test, is_stub, real_fn_addr);
	if (res) {
		stub = res->data;
		stub->replacement = replacement_addr;
		kunit_put_resource(res);
		return;
	}
	stub = kmalloc(sizeof(*stub), GFP_KERNEL);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, stub);
	*stub = (struct stub){ real_fn_addr, replacement_addr };
	if (!kunit_alloc_resource(test, NULL, free_stub, GFP_KERNEL, stub))
		kfree(stub);
}
EXPORT_SYMBOL_GPL(__kunit_activate_static_stub);
