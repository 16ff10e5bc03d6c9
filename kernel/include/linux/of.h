/* SPDX-License-Identifier: MIT */
/*
 * Device trees, of which a PC has none: what Linux says of them without
 * CONFIG_OF.
 *
 * Linux: Documentation/devicetree/kernel-api.rst
 */
#ifndef _LINUX_OF_H
#define _LINUX_OF_H

#include <linux/errno.h>
#include <linux/mod_devicetable.h>
#include <linux/types.h>

struct device;

/* A node of the tree; no device has one. */
struct device_node {
	const char *name, *full_name;
	struct device_node *parent, *child, *sibling;
};

/* The table is not asked: it is not in the module either. */
#define of_match_ptr(_ptr) NULL

static inline const void *of_device_get_match_data(const struct device *dev)
{
	return NULL;
}

static inline const struct of_device_id *of_match_device(
	const struct of_device_id *matches, const struct device *dev)
{
	return NULL;
}

static inline int of_property_read_u32(const struct device_node *np,
				       const char *name, u32 *value)
{
	return -ENOSYS;
}

static inline int of_property_read_string(const struct device_node *np,
					  const char *name, const char **out)
{
	return -ENOSYS;
}

static inline bool of_property_read_bool(const struct device_node *np,
					 const char *name)
{
	return false;
}

#endif
