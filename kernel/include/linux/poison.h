/* SPDX-License-Identifier: MIT */
/* Values that no pointer has, so that a use of them faults and is known. */
#ifndef _LINUX_POISON_H
#define _LINUX_POISON_H

#define LIST_POISON1 ((void *)0x100)
#define LIST_POISON2 ((void *)0x122)

#define POISON_INUSE 0x5a /* an object that was not yet written */
#define POISON_FREE 0x6b  /* an object that was freed */
#define POISON_END 0xa5	  /* the last byte of such an object */

#endif
