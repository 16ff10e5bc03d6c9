/* SPDX-License-Identifier: MIT */
/* Memory nodes: there is one, and callers that don't care say so. */
#ifndef _LINUX_NUMA_H
#define _LINUX_NUMA_H

#define NUMA_NO_NODE (-1)

#endif
