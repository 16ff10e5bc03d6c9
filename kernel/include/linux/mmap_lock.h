/* SPDX-License-Identifier: MIT */
/*
 * The lock of an address space's areas: who changes them (mmap(2) and its kin)
 * has it for writing; who sleeps while walking them takes it for reading.
 *
 * Context: process, may sleep.
 * Linux: Documentation/mm/process_addrs.rst
 */
#ifndef _LINUX_MMAP_LOCK_H
#define _LINUX_MMAP_LOCK_H

#include <linux/cleanup.h>
#include <linux/mm_types.h>
#include <linux/rwsem.h>

#define mmap_init_lock(mm) init_rwsem(&(mm)->mmap_lock)
#define mmap_write_lock(mm) down_write(&(mm)->mmap_lock)
#define mmap_write_lock_killable(mm) down_write_killable(&(mm)->mmap_lock)
#define mmap_write_trylock(mm) down_write_trylock(&(mm)->mmap_lock)
#define mmap_write_unlock(mm) up_write(&(mm)->mmap_lock)
#define mmap_write_downgrade(mm) downgrade_write(&(mm)->mmap_lock)
#define mmap_read_lock(mm) down_read(&(mm)->mmap_lock)
#define mmap_read_lock_killable(mm) down_read_killable(&(mm)->mmap_lock)
#define mmap_read_trylock(mm) down_read_trylock(&(mm)->mmap_lock)
#define mmap_read_unlock(mm) up_read(&(mm)->mmap_lock)

DEFINE_GUARD(mmap_write, struct mm_struct *, mmap_write_lock(_T),
	     mmap_write_unlock(_T))

#endif
