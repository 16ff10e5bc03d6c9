/* SPDX-License-Identifier: MIT */
/*
 * Which instructions are copied, which are done by hand, and which are
 * refused. A call or jump by a register or memory is copied as a push of the
 * same operand: so it faults where it would have faulted.
 *
 * What begins and ends a step is met with a probe being handled: it may not
 * call what can be probed. Intel SDM volume 2.
 */
#include <asm/page.h>
#include <asm/paging.h>
#include <linux/errno.h>
#include <linux/instruction_pointer.h>
#include <linux/kprobes.h>
#include <linux/list.h>
#include <linux/mman.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "../lib/insn.h"
#include "../mm/arena.h"
#include "step.h"

/* pushf pushes none of these; popf changes those. */
#define EFLAGS_NOT_PUSHED (X86_EFLAGS_RF | X86_EFLAGS_VM)
#define EFLAGS_POPPED                                                      \
	(X86_EFLAGS_CF | X86_EFLAGS_PF | X86_EFLAGS_AF | X86_EFLAGS_ZF |   \
	 X86_EFLAGS_SF | X86_EFLAGS_TF | X86_EFLAGS_IF | X86_EFLAGS_DF |   \
	 X86_EFLAGS_OF | X86_EFLAGS_IOPL | X86_EFLAGS_NT | X86_EFLAGS_AC | \
	 X86_EFLAGS_ID)

enum step_kind {
	STEP_COPY,
	STEP_CALL, /* by an operand that is pushed, as the next */
	STEP_JUMP,
	STEP_RELATIVE_CALL, /* by hand from here on */
	STEP_RELATIVE_JUMP,
	STEP_CONDITION,
	STEP_LOOP,
	STEP_RETURN,
	STEP_FLAGS,
	STEP_REFUSED,
};

/* --- Slots: pages that can be executed, cut into equal parts. */

#define SLOT_SIZE (INSN_MAX + 1)
#define SLOTS (PAGE_SIZE / SLOT_SIZE)

struct slot_page {
	struct list_head list;
	u8 *code;
	unsigned int used;
	bool taken[SLOTS];
};

static LIST_HEAD(slot_pages);

static struct slot_page *add_slot_page(void)
{
	struct slot_page *page = kzalloc(sizeof(*page), GFP_KERNEL);

	if (!page)
		return NULL;
	page->code = arena_alloc(PAGE_SIZE, "kprobes", _RET_IP_);
	if (!page->code) {
		kfree(page);
		return NULL;
	}
	memset(page->code, INT3_INSN_OPCODE, PAGE_SIZE);
	arena_protect(page->code, PAGE_SIZE, PROT_READ | PROT_EXEC);
	list_add(&page->list, &slot_pages);
	return page;
}

static u8 *alloc_slot(void)
{
	struct slot_page *page;
	unsigned int i = 0;

	list_for_each_entry(page, &slot_pages, list)
		if (page->used < SLOTS)
			goto found;
	page = add_slot_page();
	if (!page)
		return NULL;
found:
	while (page->taken[i])
		i++;
	page->taken[i] = true;
	page->used++;
	return page->code + i * SLOT_SIZE;
}

static void free_slot(const u8 *slot)
{
	struct slot_page *page;

	list_for_each_entry(page, &slot_pages, list) {
		size_t offset = slot - page->code;

		if (offset >= PAGE_SIZE)
			continue;
		page->taken[offset / SLOT_SIZE] = false;
		if (--page->used)
			return;
		list_del(&page->list);
		arena_free(page->code);
		kfree(page);
		return;
	}
}

/* --- Before the probe: what is to be done with an instruction. */

static enum step_kind kind_of_group5(const struct insn *insn)
{
	switch (insn_modrm_reg(insn)) {
	case 2:
		return STEP_CALL;
	case 4:
		return STEP_JUMP;
	case 3: /* to another segment */
	case 5:
		return STEP_REFUSED;
	}
	return STEP_COPY;
}

static enum step_kind kind_of_one(const struct insn *insn)
{
	switch (insn->opcode) {
	case 0x70 ... 0x7f:
		return STEP_CONDITION;
	case 0x8e: /* mov to ss: holds traps off until what follows */
		return insn_modrm_reg(insn) == 2 ? STEP_REFUSED : STEP_COPY;
	case 0x9c: /* pushf, popf, cli, sti */
	case 0x9d:
	case 0xfa:
	case 0xfb:
		return STEP_FLAGS;
	case 0xc2:
	case 0xc3:
		return STEP_RETURN;
	case 0xc7: /* xbegin */
		return insn->modrm == 0xf8 ? STEP_REFUSED : STEP_COPY;
	case 0xe0 ... 0xe3:
		return STEP_LOOP;
	case 0xe8:
		return STEP_RELATIVE_CALL;
	case 0xe9:
	case 0xeb:
		return STEP_RELATIVE_JUMP;
	case 0xff:
		return kind_of_group5(insn);
	case 0x17: /* pop ss */
	case 0x9a: /* far calls, jumps and returns */
	case 0xca ... 0xcb:
	case 0xea:
	case 0xcc ... 0xcf: /* int3, int, into, iret */
	case 0xf1:	    /* int1 */
	case 0xf4:	    /* hlt, with interrupts off */
		return STEP_REFUSED;
	}
	return STEP_COPY;
}

static enum step_kind kind_of(const struct insn *insn)
{
	if (insn->map == INSN_MAP_ONE)
		return kind_of_one(insn);
	if (insn->map != INSN_MAP_0F)
		return STEP_COPY;
	switch (insn->opcode) {
	case 0x80 ... 0x8f:
		return STEP_CONDITION;
	case 0x05: /* syscall, sysret, sysenter, sysexit, lss */
	case 0x07:
	case 0x34:
	case 0x35:
	case 0xb2:
		return STEP_REFUSED;
	}
	return STEP_COPY;
}

static int fill_slot(struct step *step, const struct insn *insn, const u8 *code)
{
	u8 copy[SLOT_SIZE];

	step->slot = alloc_slot();
	if (!step->slot)
		return -ENOMEM;
	memset(copy, INT3_INSN_OPCODE, sizeof(copy));
	memcpy(copy, code, insn->length);
	if (step->kind != STEP_COPY) /* ff /2, ff /4: to ff /6, push */
		copy[insn->modrm_at] = (insn->modrm & ~0x38) | 6 << 3;
	text_poke(step->slot, copy, sizeof(copy));
	return 0;
}

int step_prepare(struct step *step, const u8 *code, size_t size)
{
	struct insn insn;

	*step = (struct step){ 0 };
	if (insn_decode(&insn, code, size))
		return -EILSEQ;
	step->length = insn.length;
	step->kind = kind_of(&insn);
	step->opcode = insn.opcode;
	if (step->kind == STEP_REFUSED ||
	    (step->kind != STEP_COPY && (insn.operand16 || insn.address16)))
		return -EOPNOTSUPP;
	if (step->kind <= STEP_JUMP)
		return fill_slot(step, &insn, code);
	if (insn.imm_size)
		step->operand = insn_imm(&insn, code);
	return 0;
}

void step_free(struct step *step)
{
	if (step->slot)
		free_slot(step->slot);
	step->slot = NULL;
}

/* --- While a probe is handled. */

static void __kprobes push(struct pt_regs *regs, unsigned long value)
{
	regs->sp -= 4;
	*(unsigned long *)regs->sp = value;
}

static unsigned long __kprobes pop(struct pt_regs *regs)
{
	unsigned long value = *(const unsigned long *)regs->sp;

	regs->sp += 4;
	return value;
}

/* The low four bits of a conditional instruction: what it asks of the flags. */
static bool __kprobes condition_holds(u8 opcode, unsigned long flags)
{
	bool sign = flags & X86_EFLAGS_SF, overflow = flags & X86_EFLAGS_OF;
	bool holds = false;

	switch (opcode >> 1 & 7) {
	case 0:
		holds = overflow;
		break;
	case 1:
		holds = flags & X86_EFLAGS_CF;
		break;
	case 2:
		holds = flags & X86_EFLAGS_ZF;
		break;
	case 3:
		holds = flags & (X86_EFLAGS_CF | X86_EFLAGS_ZF);
		break;
	case 4:
		holds = sign;
		break;
	case 5:
		holds = flags & X86_EFLAGS_PF;
		break;
	case 6:
		holds = sign != overflow;
		break;
	case 7:
		holds = sign != overflow || flags & X86_EFLAGS_ZF;
		break;
	}
	return holds != (opcode & 1);
}

/* loopne, loope, loop, jecxz */
static bool __kprobes loop_holds(u8 opcode, struct pt_regs *regs)
{
	bool zero = regs->flags & X86_EFLAGS_ZF;

	if (opcode == 0xe3)
		return !regs->cx;
	regs->cx--;
	return regs->cx && (opcode == 0xe2 || zero == (opcode == 0xe1));
}

static void __kprobes change_flags(u8 opcode, struct pt_regs *regs)
{
	switch (opcode) {
	case 0x9c:
		push(regs, regs->flags & ~EFLAGS_NOT_PUSHED);
		break;
	case 0x9d:
		regs->flags = (regs->flags & ~EFLAGS_POPPED) |
			      (pop(regs) & EFLAGS_POPPED);
		break;
	case 0xfa:
		regs->flags &= ~X86_EFLAGS_IF;
		break;
	case 0xfb:
		regs->flags |= X86_EFLAGS_IF;
		break;
	}
}

bool __kprobes step_begin(const struct step *step, struct pt_regs *regs,
			  unsigned long addr)
{
	unsigned long next = addr + step->length;

	regs->ip = next;
	switch (step->kind) {
	case STEP_RELATIVE_CALL:
		push(regs, next);
		regs->ip += step->operand;
		return true;
	case STEP_RELATIVE_JUMP:
		regs->ip += step->operand;
		return true;
	case STEP_CONDITION:
		if (condition_holds(step->opcode, regs->flags))
			regs->ip += step->operand;
		return true;
	case STEP_LOOP:
		if (loop_holds(step->opcode, regs))
			regs->ip += step->operand;
		return true;
	case STEP_RETURN:
		regs->ip = pop(regs);
		regs->sp += (u16)step->operand;
		return true;
	case STEP_FLAGS:
		change_flags(step->opcode, regs);
		return true;
	}
	regs->ip = (unsigned long)step->slot;
	return false;
}

bool __kprobes step_is_over(const struct step *step, unsigned long ip)
{
	return step->slot && ip == (unsigned long)step->slot + step->length;
}

void __kprobes step_end(const struct step *step, struct pt_regs *regs,
			unsigned long addr)
{
	unsigned long next = addr + step->length;

	regs->ip = step->kind == STEP_COPY ? next : pop(regs);
	if (step->kind == STEP_CALL)
		push(regs, next);
}
