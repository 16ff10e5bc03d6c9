/* SPDX-License-Identifier: MIT */
/*
 * Variables of which each processor has one: with one processor, plain ones.
 * this_cpu_ operations can't be torn by an interrupt; __this_cpu_ and raw_cpu_
 * ones can.
 *
 * Context: any.
 * Linux: Documentation/core-api/this_cpu_ops.rst
 */
#ifndef _LINUX_PERCPU_DEFS_H
#define _LINUX_PERCPU_DEFS_H

#include <linux/compiler.h>
#include <linux/irqflags.h>
#include <linux/preempt.h>

#define DECLARE_PER_CPU(type, name) extern typeof(type) name
#define DEFINE_PER_CPU(type, name) typeof(type) name
#define DECLARE_PER_CPU_SHARED_ALIGNED(type, name) DECLARE_PER_CPU(type, name)
#define DEFINE_PER_CPU_SHARED_ALIGNED(type, name) \
	DEFINE_PER_CPU(type, name) __aligned(64)
#define DECLARE_PER_CPU_ALIGNED(type, name) DECLARE_PER_CPU(type, name)
#define DEFINE_PER_CPU_ALIGNED(type, name) \
	DEFINE_PER_CPU(type, name) __aligned(64)
#define DECLARE_PER_CPU_PAGE_ALIGNED(type, name) DECLARE_PER_CPU(type, name)
#define DEFINE_PER_CPU_PAGE_ALIGNED(type, name) \
	DEFINE_PER_CPU(type, name) __aligned(4096)
#define DECLARE_PER_CPU_READ_MOSTLY(type, name) DECLARE_PER_CPU(type, name)
#define DEFINE_PER_CPU_READ_MOSTLY(type, name) DEFINE_PER_CPU(type, name)
#define EXPORT_PER_CPU_SYMBOL(var) EXPORT_SYMBOL(var)
#define EXPORT_PER_CPU_SYMBOL_GPL(var) EXPORT_SYMBOL_GPL(var)

/* Processor @cpu's one of what @ptr names; the running processor's. */
#define per_cpu_ptr(ptr, cpu) ((void)(cpu), (ptr))
#define raw_cpu_ptr(ptr) (ptr)
#define this_cpu_ptr(ptr) (ptr)
#define per_cpu(var, cpu) (*per_cpu_ptr(&(var), cpu))

/* The same, to be used until it is put: nobody else runs meanwhile. */
#define get_cpu_var(var)           \
	(*({                       \
		preempt_disable(); \
		&(var);            \
	}))
#define put_cpu_var(var) ((void)&(var), preempt_enable())
#define get_cpu_ptr(var)           \
	({                         \
		preempt_disable(); \
		(var);             \
	})
#define put_cpu_ptr(var) ((void)(var), preempt_enable())

#define raw_cpu_read(pcp) (pcp)
#define raw_cpu_write(pcp, val) ((void)((pcp) = (val)))
#define raw_cpu_add(pcp, val) ((void)((pcp) += (val)))
#define raw_cpu_and(pcp, val) ((void)((pcp) &= (val)))
#define raw_cpu_or(pcp, val) ((void)((pcp) |= (val)))
#define raw_cpu_add_return(pcp, val) ((pcp) += (val))
#define raw_cpu_xchg(pcp, new)             \
	({                                 \
		typeof(pcp) __was = (pcp); \
                                           \
		(pcp) = (new);             \
		__was;                     \
	})
#define raw_cpu_cmpxchg(pcp, old, new)     \
	({                                 \
		typeof(pcp) __was = (pcp); \
                                           \
		if (__was == (old))        \
			(pcp) = (new);     \
		__was;                     \
	})
#define raw_cpu_try_cmpxchg(pcp, oldp, new)                               \
	({                                                                \
		typeof(pcp) __expected = *(oldp);                         \
		typeof(pcp) __is = raw_cpu_cmpxchg(pcp, __expected, new); \
                                                                          \
		*(oldp) = __is;                                           \
		__is == __expected;                                       \
	})
#define raw_cpu_sub(pcp, val) raw_cpu_add(pcp, -(typeof(pcp))(val))
#define raw_cpu_inc(pcp) raw_cpu_add(pcp, 1)
#define raw_cpu_dec(pcp) raw_cpu_sub(pcp, 1)
#define raw_cpu_sub_return(pcp, val) \
	raw_cpu_add_return(pcp, -(typeof(pcp))(val))
#define raw_cpu_inc_return(pcp) raw_cpu_add_return(pcp, 1)
#define raw_cpu_dec_return(pcp) raw_cpu_add_return(pcp, -1)

#define __this_cpu_read(pcp) raw_cpu_read(pcp)
#define __this_cpu_write(pcp, val) raw_cpu_write(pcp, val)
#define __this_cpu_add(pcp, val) raw_cpu_add(pcp, val)
#define __this_cpu_and(pcp, val) raw_cpu_and(pcp, val)
#define __this_cpu_or(pcp, val) raw_cpu_or(pcp, val)
#define __this_cpu_add_return(pcp, val) raw_cpu_add_return(pcp, val)
#define __this_cpu_xchg(pcp, new) raw_cpu_xchg(pcp, new)
#define __this_cpu_cmpxchg(pcp, old, new) raw_cpu_cmpxchg(pcp, old, new)
#define __this_cpu_sub(pcp, val) raw_cpu_sub(pcp, val)
#define __this_cpu_inc(pcp) raw_cpu_inc(pcp)
#define __this_cpu_dec(pcp) raw_cpu_dec(pcp)
#define __this_cpu_sub_return(pcp, val) raw_cpu_sub_return(pcp, val)
#define __this_cpu_inc_return(pcp) raw_cpu_inc_return(pcp)
#define __this_cpu_dec_return(pcp) raw_cpu_dec_return(pcp)

/* Runs @operation with interrupts off; with a value, and without. */
#define __this_cpu_value(operation)              \
	({                                       \
		unsigned long __irqflags;        \
		local_irq_save(__irqflags);      \
		__auto_type __value = operation; \
		local_irq_restore(__irqflags);   \
		__value;                         \
	})
#define __this_cpu_do(operation)               \
	do {                                   \
		unsigned long __irqflags;      \
                                               \
		local_irq_save(__irqflags);    \
		operation;                     \
		local_irq_restore(__irqflags); \
	} while (0)

#define this_cpu_read(pcp) __this_cpu_value(raw_cpu_read(pcp))
#define this_cpu_write(pcp, val) __this_cpu_do(raw_cpu_write(pcp, val))
#define this_cpu_add(pcp, val) __this_cpu_do(raw_cpu_add(pcp, val))
#define this_cpu_and(pcp, val) __this_cpu_do(raw_cpu_and(pcp, val))
#define this_cpu_or(pcp, val) __this_cpu_do(raw_cpu_or(pcp, val))
#define this_cpu_sub(pcp, val) __this_cpu_do(raw_cpu_sub(pcp, val))
#define this_cpu_inc(pcp) this_cpu_add(pcp, 1)
#define this_cpu_dec(pcp) this_cpu_sub(pcp, 1)
#define this_cpu_add_return(pcp, val) \
	__this_cpu_value(raw_cpu_add_return(pcp, val))
#define this_cpu_sub_return(pcp, val) \
	__this_cpu_value(raw_cpu_sub_return(pcp, val))
#define this_cpu_inc_return(pcp) this_cpu_add_return(pcp, 1)
#define this_cpu_dec_return(pcp) this_cpu_sub_return(pcp, 1)
#define this_cpu_xchg(pcp, new) __this_cpu_value(raw_cpu_xchg(pcp, new))
#define this_cpu_cmpxchg(pcp, old, new) \
	__this_cpu_value(raw_cpu_cmpxchg(pcp, old, new))
#define this_cpu_try_cmpxchg(pcp, oldp, new) \
	__this_cpu_value(raw_cpu_try_cmpxchg(pcp, oldp, new))

#endif
