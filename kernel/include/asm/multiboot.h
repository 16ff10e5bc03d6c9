/* SPDX-License-Identifier: MIT */
/* What a multiboot 1 loader hands over: specification 0.6.96, section 3.3. */
#ifndef _ASM_MULTIBOOT_H
#define _ASM_MULTIBOOT_H

#include <linux/types.h>

#define MULTIBOOT_INFO_MEMORY 0x001
#define MULTIBOOT_INFO_CMDLINE 0x004
#define MULTIBOOT_INFO_MODS 0x008
#define MULTIBOOT_INFO_MMAP 0x040

struct multiboot_info {
	u32 flags;
	u32 mem_lower, mem_upper; /* KiB from 0 and from 1 MiB */
	u32 boot_device;
	u32 cmdline; /* physical address */
	u32 mods_count, mods_addr;
	u32 syms[4];
	u32 mmap_length, mmap_addr;
};

struct multiboot_module {
	u32 start, end; /* physical; the end is not of it */
	u32 string;
	u32 reserved;
};

#define MULTIBOOT_MEMORY_AVAILABLE 1

struct multiboot_mmap {
	u32 size; /* of what follows */
	u64 address;
	u64 length;
	u32 type;
} __attribute__((packed));

#endif
