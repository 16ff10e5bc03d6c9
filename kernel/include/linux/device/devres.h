/* SPDX-License-Identifier: MIT */
/*
 * What belongs to a device while a driver has it: it is given back, the last
 * first, when the driver lets go of the device, or when its probe fails.
 *
 * Context: process, may sleep
 * Linux: Documentation/driver-api/driver-model/devres.rst
 */
#ifndef _LINUX_DEVICE_DEVRES_H
#define _LINUX_DEVICE_DEVRES_H

#include <linux/compiler.h>
#include <linux/gfp.h>
#include <linux/slab.h>
#include <linux/stdarg.h>
#include <linux/types.h>

struct device;

typedef void (*dr_release_t)(struct device *dev, void *res);
typedef int (*dr_match_t)(struct device *dev, void *res, void *match_data);

/*
 * @size bytes, zeroed, that devres_add() gives to a device: @release is called
 * before they are freed. NULL: no memory. Until then devres_free() frees them.
 */
void *__devres_alloc_node(dr_release_t release, size_t size, gfp_t gfp, int nid,
			  const char *name);
#define devres_alloc(release, size, gfp) \
	__devres_alloc_node(release, size, gfp, -1, #release)
#define devres_alloc_node(release, size, gfp, nid) \
	__devres_alloc_node(release, size, gfp, nid, #release)
void devres_free(void *res);
void devres_add(struct device *dev, void *res);

/*
 * The last one of @dev's with @release for which @match (NULL: any) is true,
 * or NULL; _remove() also takes it from the device, _destroy() frees it and
 * _release() releases it too: 0 or -ENOENT.
 */
void *devres_find(struct device *dev, dr_release_t release, dr_match_t match,
		  void *match_data);
void *devres_get(struct device *dev, void *new_res, dr_match_t match,
		 void *match_data);
void *devres_remove(struct device *dev, dr_release_t release, dr_match_t match,
		    void *match_data);
int devres_destroy(struct device *dev, dr_release_t release, dr_match_t match,
		   void *match_data);
int devres_release(struct device *dev, dr_release_t release, dr_match_t match,
		   void *match_data);

/*
 * What is added between these two can be released at once by @id, which is
 * the group's address where it is NULL. NULL: no memory.
 */
void *__must_check devres_open_group(struct device *dev, void *id, gfp_t gfp);
void devres_close_group(struct device *dev, void *id);
void devres_remove_group(struct device *dev, void *id);
/* How many were released. */
int devres_release_group(struct device *dev, void *id);

/* As their namesakes without `devm_`: memory, or NULL. */
void *devm_kmalloc(struct device *dev, size_t size, gfp_t gfp) __malloc;
void *devm_krealloc(struct device *dev, void *p, size_t size,
		    gfp_t gfp) __must_check;
char *devm_kvasprintf(struct device *dev, gfp_t gfp, const char *fmt,
		      va_list args);
char *devm_kasprintf(struct device *dev, gfp_t gfp, const char *fmt, ...)
	__printf(3, 4);
char *devm_kstrdup(struct device *dev, const char *s, gfp_t gfp);
const char *devm_kstrdup_const(struct device *dev, const char *s, gfp_t gfp);
void *devm_kmemdup(struct device *dev, const void *src, size_t len, gfp_t gfp);
/* Frees it now. */
void devm_kfree(struct device *dev, const void *p);

static inline void *devm_kzalloc(struct device *dev, size_t size, gfp_t gfp)
{
	return devm_kmalloc(dev, size, gfp | __GFP_ZERO);
}

static inline void *devm_kmalloc_array(struct device *dev, size_t n,
				       size_t size, gfp_t gfp)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		return NULL;
	return devm_kmalloc(dev, bytes, gfp);
}

static inline void *devm_kcalloc(struct device *dev, size_t n, size_t size,
				 gfp_t gfp)
{
	return devm_kmalloc_array(dev, n, size, gfp | __GFP_ZERO);
}

/* 2^@order pages, or 0. */
unsigned long devm_get_free_pages(struct device *dev, gfp_t gfp,
				  unsigned int order);
void devm_free_pages(struct device *dev, unsigned long addr);

/*
 * @fn(@data) is called when the device is let go: 0 or -ENOMEM, where
 * _or_reset() calls it at once.
 */
#define devm_add_action(dev, action, data) \
	__devm_add_action(dev, action, data, #action)
int __devm_add_action(struct device *dev, void (*fn)(void *), void *data,
		      const char *name);
#define devm_add_action_or_reset(dev, action, data) \
	__devm_add_action_or_reset(dev, action, data, #action)
static inline int __devm_add_action_or_reset(struct device *dev,
					     void (*action)(void *), void *data,
					     const char *name)
{
	int err = __devm_add_action(dev, action, data, name);

	if (err)
		action(data);
	return err;
}
/* It is not to be called any more; or it is called now. */
void devm_remove_action(struct device *dev, void (*fn)(void *), void *data);
void devm_release_action(struct device *dev, void (*fn)(void *), void *data);

#endif
