/* SPDX-License-Identifier: MIT */
/* Memory for each processor, of which there is one. */
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/percpu.h>

/* The heap aligns to the size where that is a power of 2. */
void *__alloc_percpu_gfp(size_t size, size_t align, gfp_t gfp)
{
	if (WARN_ON(!size || !is_power_of_2(align) || align > PAGE_SIZE))
		return NULL;
	if (align > ARCH_KMALLOC_MINALIGN)
		size = roundup_pow_of_two(max(size, align));
	return kmalloc_track_caller(size, gfp | __GFP_ZERO);
}
EXPORT_SYMBOL_GPL(__alloc_percpu_gfp);

void free_percpu(void *ptr)
{
	kfree(ptr);
}
EXPORT_SYMBOL_GPL(free_percpu);

const struct cpumask cpu_all_bits[1] = { CPU_MASK_ALL };
EXPORT_SYMBOL(cpu_all_bits);
