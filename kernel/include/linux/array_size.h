/* SPDX-License-Identifier: MIT */
/* The number of an array's elements. A pointer in its place is an error. */
#ifndef _LINUX_ARRAY_SIZE_H
#define _LINUX_ARRAY_SIZE_H

#define ARRAY_SIZE(array)                                                \
	(sizeof(array) / sizeof((array)[0]) +                            \
	 0 * sizeof(char[1 -                                             \
			 2 * __builtin_types_compatible_p(typeof(array), \
							  typeof(&(array)[0]))]))

#endif
