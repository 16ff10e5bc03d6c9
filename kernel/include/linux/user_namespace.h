/* SPDX-License-Identifier: MIT */
/*
 * User namespaces: there is one, where ids are what they are.
 *
 * Context: any.
 * Linux: Documentation/admin-guide/namespaces/index.rst
 */
#ifndef _LINUX_USER_NAMESPACE_H
#define _LINUX_USER_NAMESPACE_H

#include <linux/cred.h>
#include <linux/uidgid.h>

#endif
