/* SPDX-License-Identifier: MIT */
/*
 * NULL, offsetof and what is built on them.
 *
 * Context: any.
 * Linux: Documentation/core-api/kernel-api.rst
 */
#ifndef _LINUX_STDDEF_H
#define _LINUX_STDDEF_H

#define NULL ((void *)0)
#define offsetof(type, member) __builtin_offsetof(type, member)
#define sizeof_field(type, member) sizeof(((type *)0)->member)
#define offsetofend(type, member) \
	(offsetof(type, member) + sizeof_field(type, member))

/* Members that can be copied as one, @name, and are members all the same. */
#define struct_group(name, members...) \
	__struct_group(/* no tag */, name, /* no attributes */, members)
#define struct_group_attr(name, attrs, members...) \
	__struct_group(/* no tag */, name, attrs, members)
#define struct_group_tagged(tag, name, members...) \
	__struct_group(tag, name, /* no attributes */, members)
#define __struct_group(tag, name, attrs, members...) \
	union {                                      \
		struct {                             \
			members                      \
		} attrs;                             \
		struct tag {                         \
			members                      \
		} attrs name;                        \
	} attrs

/* An array of any length where C allows none: alone, or in a union. */
#define DECLARE_FLEX_ARRAY(type, name) \
	struct {                       \
		struct {               \
		} __empty_##name;      \
		type name[];           \
	}

#endif
