/* SPDX-License-Identifier: MIT */
/* The x87 and SSE registers. Intel SDM volume 1, 10.5; volume 3, 2.5 and 13. */
#include <asm/fpu.h>
#include <asm/fpu/api.h>
#include <asm/processor.h>
#include <linux/bug.h>
#include <linux/export.h>
#include <linux/preempt.h>
#include <linux/string.h>

#define CR0_MP 0x02ul
#define CR0_EM 0x04ul
#define CR0_TS 0x08ul
#define CR0_NE 0x20ul
#define CR4_OSFXSR 0x200ul
#define CR4_OSXMMEXCPT 0x400ul
#define CPUID_FXSR (1u << 24)
#define CPUID_SSE (1u << 25)
#define MXCSR_MASK_DEFAULT 0xffbfu
#define FXSAVE_MXCSR 24
#define FXSAVE_MXCSR_MASK 28

static bool has_fxsr, has_sse;
static u32 mxcsr_mask;
u8 fpu_initial_state[FPU_STATE_SIZE] __aligned(16);

bool fpu_has_fxsr(void)
{
	return has_fxsr;
}

u32 fpu_mxcsr_mask(void)
{
	return mxcsr_mask;
}

void fpu_save(void *state)
{
	if (has_fxsr)
		asm volatile("fxsave (%0)" : : "r"(state) : "memory");
	else
		asm volatile("fnsave (%0)\n\tfwait" : : "r"(state) : "memory");
}

void fpu_load(const void *state)
{
	if (has_fxsr)
		asm volatile("fxrstor (%0)" : : "r"(state) : "memory");
	else
		asm volatile("frstor (%0)" : : "r"(state) : "memory");
}

void fpu_init(void)
{
	u32 a, b, c, d, mxcsr = MXCSR_DEFAULT;

	cpuid(1, &a, &b, &c, &d);
	has_fxsr = d & CPUID_FXSR;
	has_sse = has_fxsr && (d & CPUID_SSE);
	write_cr0((read_cr0() & ~(CR0_EM | CR0_TS)) | CR0_MP | CR0_NE);
	if (has_fxsr)
		write_cr4(read_cr4() | CR4_OSFXSR |
			  (has_sse ? CR4_OSXMMEXCPT : 0));
	asm volatile("fninit");
	if (has_sse)
		asm volatile("ldmxcsr %0" : : "m"(mxcsr));
	fpu_save(fpu_initial_state);
	mxcsr_mask = *(u32 *)(fpu_initial_state + FXSAVE_MXCSR_MASK);
	if (!mxcsr_mask)
		mxcsr_mask = MXCSR_MASK_DEFAULT;
	if (has_fxsr) /* the registers' contents are nobody's */
		memset(fpu_initial_state + 32, 0, FPU_STATE_SIZE - 32);
}

/* --- The kernel's own use */

static u8 users_state[FPU_STATE_SIZE] __aligned(16);
static bool kernel_uses;

bool irq_fpu_usable(void)
{
	return !kernel_uses;
}
EXPORT_SYMBOL(irq_fpu_usable);

void kernel_fpu_begin(void)
{
	preempt_disable();
	WARN_ON_ONCE(kernel_uses);
	kernel_uses = true;
	fpu_save(users_state);
	fpu_load(fpu_initial_state);
}
EXPORT_SYMBOL_GPL(kernel_fpu_begin);

void kernel_fpu_end(void)
{
	WARN_ON_ONCE(!kernel_uses);
	fpu_load(users_state);
	kernel_uses = false;
	preempt_enable();
}
EXPORT_SYMBOL_GPL(kernel_fpu_end);
