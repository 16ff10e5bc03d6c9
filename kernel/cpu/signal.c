/* SPDX-License-Identifier: MIT */
/*
 * Signals on the processor's side: which signal a fault of a program means;
 * the frame on the user's stack that a handler runs on, exactly as i386 Linux
 * has it; and the way back from it. Nothing that a frame says is believed:
 * segments, flags and the state of the FPU are made fit for user mode.
 */
#include <asm/cpu.h>
#include <asm/fpu.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/syscalls.h>
#include <linux/timekeeping.h>

#include "cpu.h"

#define NR_restart_syscall 0
#define FLAG_TF 0x100ul
#define FLAG_DF 0x400ul
#define FLAG_RF 0x10000ul
/* What a program may set by itself: AC OF DF TF SF ZF AF PF CF, and RF. */
#define FLAGS_OF_USER 0x50dd5ul

#define TRAP_DEBUG 1
#define TRAP_X87 16
#define TRAP_SSE 19

/* --- Frames: arch/x86's uapi/asm/sigcontext.h describes them. */

struct sigcontext {
	u32 gs, fs, es, ds;
	u32 di, si, bp, sp, bx, dx, cx, ax;
	u32 trapno, err, ip, cs, flags, sp_at_signal, ss;
	u32 fpstate; /* a user address, or 0 */
	u32 oldmask, cr2;
};

/* A register of the x87 unit. */
struct fpreg {
	u16 significand[4];
	u16 exponent; /* and the sign, in bit 15 */
};

/* What FXSAVE writes; Intel SDM volume 1, table 10-2. */
struct fxsave {
	u16 cw, sw;
	u8 tag, reserved; /* tag: a bit a register, 1 where it is in use */
	u16 opcode;
	u32 ipoff, cssel, dataoff, datasel, mxcsr, mxcsr_mask;
	struct {
		struct fpreg reg;
		u16 reserved[3];
	} st[8];
	u8 xmm[8][16];
	u8 reserved2[224];
};

/* What FNSAVE writes, and then what FXSAVE does. */
struct fpstate {
	u32 cw, sw, tag, ipoff, cssel, dataoff, datasel;
	struct fpreg st[8];
	u16 status, magic; /* magic 0: fxsave is there, 0xffff: it is not */
	struct fxsave fxsave;
};
#define FNSAVE_SIZE offsetof(struct fpstate, fxsave)

struct sigframe {
	struct {
		u32 pretcode;
		int sig;
		struct sigcontext sc;
	} head;
	u8 unused[sizeof(struct fpstate)];
	struct {
		u32 extramask;
		u8 retcode[8];
	} tail;
};

struct ucontext {
	u32 flags, link;
	stack_t stack;
	struct sigcontext mcontext;
	sigset_t sigmask;
};

struct rt_sigframe {
	u32 pretcode;
	int sig;
	u32 pinfo, puc;
	kernel_siginfo_t info;
	struct ucontext uc;
	u8 retcode[8];
};

static_assert(sizeof(struct sigcontext) == 88);
static_assert(sizeof(struct fpstate) == 624);
static_assert(offsetof(struct sigframe, tail) == 720);
static_assert(sizeof(struct fxsave) == FPU_STATE_SIZE);

/* For debuggers, and for handlers without SA_RESTORER. */
static const u8 sigreturn_code[8] = {
	0x58, 0xb8, 119, 0, 0, 0, 0xcd, 0x80, /* pop %eax; mov; int $0x80 */
};
static const u8 rt_sigreturn_code[8] = {
	0xb8, 173, 0, 0, 0, 0xcd, 0x80, 0, /* mov $173, %eax; int $0x80 */
};

/*
 * Where both of them can be run, as the stack's own copy can't be where the
 * stack is not executable: a page that a program gets when it first needs it.
 * 0: there is no memory.
 */
static unsigned long signal_trampoline(struct mm_struct *mm)
{
	unsigned long at = mm->sigpage;
	struct vm_area_struct *vma;
	u8 code[16];

	if (at)
		return at;
	memcpy(code, sigreturn_code, 8);
	memcpy(code + 8, rt_sigreturn_code, 8);
	at = do_mmap(NULL, 0, PAGE_SIZE, PROT_READ | PROT_WRITE,
		     MAP_PRIVATE | MAP_ANONYMOUS, 0);
	if (IS_ERR_VALUE(at) ||
	    copy_to_user((void __user *)at, code, sizeof(code)) ||
	    split_range(mm, at, at + PAGE_SIZE))
		return 0;
	vma = find_vma(mm, at);
	vma_set_flags(vma, (vma->vm_flags & ~VM_WRITE) | VM_EXEC);
	protect_range(vma, at, at + PAGE_SIZE);
	mm->sigpage = at;
	return at;
}

/* --- The FPU in a frame */

/* What is in the registers goes to the task's record too. */
static struct fxsave *fpu_flush(void)
{
	fpu_save(current->thread.fpu);
	if (!fpu_has_fxsr()) /* fnsave has reset them */
		fpu_load(current->thread.fpu);
	return current->thread.fpu;
}

/* FNSAVE's tag of an x87 register: 0 a number, 1 zero, 2 special. */
static u32 tag_of(const struct fpreg *reg)
{
	const u16 *s = reg->significand;

	switch (reg->exponent & 0x7fff) {
	case 0x7fff:
		return 2;
	case 0:
		return s[0] | s[1] | s[2] | s[3] ? 2 : 1;
	default:
		return s[3] & 0x8000 ? 0 : 2;
	}
}

static u32 tags_of(const struct fxsave *fx)
{
	u32 tags = 0xffffffff, top = fx->sw >> 11 & 7;

	for (u32 i = 0; i < 8; i++)
		if (fx->tag & 1 << i)
			tags ^= (3 ^ tag_of(&fx->st[(i - top) & 7].reg))
				<< 2 * i;
	return tags;
}

static void fxsave_to_fnsave(struct fpstate *fp, const struct fxsave *fx)
{
	fp->cw = fx->cw | 0xffff0000;
	fp->sw = fx->sw | 0xffff0000;
	fp->tag = tags_of(fx);
	fp->ipoff = fx->ipoff;
	fp->cssel = (fx->cssel & 0xffff) | (u32)fx->opcode << 16;
	fp->dataoff = fx->dataoff;
	fp->datasel = fx->datasel;
	for (int i = 0; i < 8; i++)
		fp->st[i] = fx->st[i].reg;
	fp->status = fx->sw;
	fp->magic = 0;
}

static void fnsave_to_fxsave(struct fxsave *fx, const struct fpstate *fp)
{
	fx->cw = fp->cw;
	fx->sw = fp->sw;
	fx->tag = 0;
	for (int i = 0; i < 8; i++)
		if ((fp->tag >> 2 * i & 3) != 3)
			fx->tag |= 1 << i;
	fx->opcode = fp->cssel >> 16;
	fx->ipoff = fp->ipoff;
	fx->cssel = (u16)fp->cssel;
	fx->dataoff = fp->dataoff;
	fx->datasel = fp->datasel;
	for (int i = 0; i < 8; i++)
		fx->st[i].reg = fp->st[i];
}

/* Writes the FPU's state at @user, and gives the handler a fresh one. */
static int save_fpu(struct fpstate __user *user)
{
	const struct fxsave *state = fpu_flush();
	struct fpstate fp;

	if (fpu_has_fxsr()) {
		fxsave_to_fnsave(&fp, state);
		if (copy_to_user(&user->fxsave, state, sizeof(*state)))
			return -EFAULT;
	} else {
		memcpy(&fp, state, FNSAVE_SIZE);
		fp.status = fp.sw;
		fp.magic = 0xffff;
	}
	if (copy_to_user(user, &fp, FNSAVE_SIZE))
		return -EFAULT;
	fpu_load(fpu_initial_state);
	return 0;
}

/* @user NULL: a fresh state. */
static int restore_fpu(const struct fpstate __user *user)
{
	struct fpstate fp __aligned(16);

	if (!user) {
		fpu_load(fpu_initial_state);
		return 0;
	}
	if (copy_from_user(&fp, user,
			   fpu_has_fxsr() ? sizeof(fp) : FNSAVE_SIZE))
		return -EFAULT;
	if (!fpu_has_fxsr()) {
		fpu_load(&fp);
		return 0;
	}
	fnsave_to_fxsave(&fp.fxsave, &fp);
	fp.fxsave.mxcsr &= fpu_mxcsr_mask();
	fpu_load(&fp.fxsave);
	return 0;
}

/* --- Into a handler */

static void save_context(struct sigcontext *sc, const struct pt_regs *regs,
			 u32 fpstate, sigset_t mask)
{
	const struct thread_struct *thread = &current->thread;

	*sc = (struct sigcontext){
		.gs = regs->gs,
		.fs = regs->fs,
		.es = regs->es,
		.ds = regs->ds,
		.di = regs->di,
		.si = regs->si,
		.bp = regs->bp,
		.sp = regs->sp,
		.bx = regs->bx,
		.dx = regs->dx,
		.cx = regs->cx,
		.ax = regs->ax,
		.trapno = thread->trap_nr,
		.err = thread->error_code,
		.ip = regs->ip,
		.cs = regs->cs,
		.flags = regs->flags,
		.sp_at_signal = regs->sp,
		.ss = regs->ss,
		.fpstate = fpstate,
		.oldmask = (u32)mask.mask,
		.cr2 = thread->cr2,
	};
}

/*
 * Room for a frame of @size bytes below the stack in use, and for the FPU's
 * state above it: the frame's address, or 0 where sigaltstack(2)'s has no room.
 */
static u32 place_frame(const struct sigaction *action, u32 sp, u32 size,
		       u32 *fpstate)
{
	const stack_t *alt = &current->sas_ss;
	bool on_alt = on_sig_stack(sp);

	if ((action->sa_flags & SA_ONSTACK) && !sas_ss_flags(sp)) {
		sp = alt->ss_sp + alt->ss_size;
		on_alt = true;
	}
	if (fpu_has_fxsr())
		sp = (sp - FPU_STATE_SIZE) & ~63u;
	*fpstate = sp - FNSAVE_SIZE;
	/* As a function finds it: aligned to 16 before its return address. */
	sp = ((*fpstate - size + 4) & ~15u) - 4;
	if (on_alt && (sp <= alt->ss_sp || sp - alt->ss_sp > alt->ss_size))
		return 0;
	return sp;
}

/* Where the handler returns to; 0: nowhere. */
static u32 return_address(const struct sigaction *action, u32 offset)
{
	u32 page;

	if (action->sa_flags & SA_RESTORER)
		return action->sa_restorer;
	page = signal_trampoline(current->mm);
	return page ? page + offset : 0;
}

static int setup_frame(int sig, const struct sigaction *action, sigset_t mask,
		       struct pt_regs *regs)
{
	u32 fpstate, at = place_frame(action, regs->sp, sizeof(struct sigframe),
				      &fpstate);
	struct sigframe __user *user = (void __user *)at;
	typeof(user->head) head = { return_address(action, 0), sig, { 0 } };
	typeof(user->tail) tail = { mask.mask >> 32, { 0 } };

	memcpy(tail.retcode, sigreturn_code, sizeof(tail.retcode));
	save_context(&head.sc, regs, fpstate, mask);
	if (!at || !head.pretcode || save_fpu((void __user *)fpstate) ||
	    copy_to_user(&user->head, &head, sizeof(head)) ||
	    copy_to_user(&user->tail, &tail, sizeof(tail)))
		return -EFAULT;
	regs->sp = at;
	regs->ax = sig;
	regs->dx = regs->cx = 0;
	return 0;
}

static int setup_rt_frame(int sig, const struct sigaction *action,
			  sigset_t mask, const kernel_siginfo_t *info,
			  struct pt_regs *regs)
{
	u32 fpstate, at = place_frame(action, regs->sp,
				      sizeof(struct rt_sigframe), &fpstate);
	struct rt_sigframe frame = {
		.pretcode = return_address(action, sizeof(sigreturn_code)),
		.sig = sig,
		.pinfo = at + offsetof(struct rt_sigframe, info),
		.puc = at + offsetof(struct rt_sigframe, uc),
		.info = *info,
		.uc.stack = current->sas_ss,
		.uc.sigmask = mask,
	};

	memcpy(frame.retcode, rt_sigreturn_code, sizeof(frame.retcode));
	save_context(&frame.uc.mcontext, regs, fpstate, mask);
	if (!at || !frame.pretcode || save_fpu((void __user *)fpstate) ||
	    copy_to_user((void __user *)at, &frame, sizeof(frame)))
		return -EFAULT;
	regs->sp = at;
	regs->ax = sig;
	regs->dx = frame.pinfo;
	regs->cx = frame.puc;
	return 0;
}

static void enter_handler(const struct sigaction *action, struct pt_regs *regs)
{
	regs->ip = (u32)action->sa_handler;
	regs->cs = USER_CS;
	regs->ss = regs->ds = regs->es = USER_DS;
	regs->flags &= ~(FLAG_TF | FLAG_DF | FLAG_RF);
}

/* An interrupted system call is made again, or has failed. */
static void restart_or_fail(struct pt_regs *regs,
			    const struct sigaction *action)
{
	switch ((long)regs->ax) {
	case -ERESTARTSYS:
		if (action->sa_flags & SA_RESTART)
			break;
		fallthrough;
	case -ERESTART_RESTARTBLOCK:
	case -ERESTARTNOHAND:
		current->restart = NULL;
		regs->ax = -EINTR;
		return;
	case -ERESTARTNOINTR:
		break;
	default:
		return;
	}
	regs->ax = regs->orig_ax;
	regs->ip -= 2;
}

static void handle_signal(int sig, const kernel_siginfo_t *info,
			  const struct sigaction *action, struct pt_regs *regs)
{
	sigset_t mask = current->restore_sigmask ? current->saved_sigmask :
						   current->blocked;
	sigset_t blocked = current->blocked;
	int err;

	if ((long)regs->orig_ax >= 0)
		restart_or_fail(regs, action);
	if (action->sa_flags & SA_SIGINFO)
		err = setup_rt_frame(sig, action, mask, info, regs);
	else
		err = setup_frame(sig, action, mask, regs);
	if (err) {
		if (sig == SIGSEGV)
			force_fatal_sig(SIGSEGV);
		else
			force_sig(SIGSEGV);
		return;
	}
	enter_handler(action, regs);
	current->restore_sigmask = false;
	if (current->sas_ss.ss_flags & SS_AUTODISARM)
		current->sas_ss = (stack_t){ .ss_flags = SS_DISABLE };
	blocked.mask |= action->sa_mask.mask;
	if (!(action->sa_flags & SA_NODEFER))
		blocked.mask |= sigmask(sig);
	set_current_blocked(&blocked);
}

void do_signal(struct pt_regs *regs)
{
	struct sigaction action;
	kernel_siginfo_t info;
	int sig = get_signal(&info, &action);

	if (sig) {
		handle_signal(sig, &info, &action, regs);
		return;
	}
	if ((long)regs->orig_ax >= 0) {
		switch ((long)regs->ax) {
		case -ERESTARTSYS:
		case -ERESTARTNOHAND:
		case -ERESTARTNOINTR:
			regs->ax = regs->orig_ax;
			regs->ip -= 2;
			break;
		case -ERESTART_RESTARTBLOCK:
			regs->ax = NR_restart_syscall;
			regs->ip -= 2;
			break;
		}
	}
	restore_saved_sigmask();
}

/* --- Back from a handler */

/* A selector that user mode may load; any other becomes none. */
static u16 data_selector(u16 selector)
{
	u32 index = selector / 8 - GDT_TLS_MIN;

	if ((selector | 3) == USER_CS || (selector | 3) == USER_DS)
		return selector | 3;
	if ((selector & 7) == 3 && index < GDT_TLS_ENTRIES &&
	    current->thread.tls[index])
		return selector;
	return 0;
}

static int restore_context(struct pt_regs *regs, const struct sigcontext *sc)
{
	regs->gs = data_selector(sc->gs);
	regs->fs = data_selector(sc->fs);
	regs->es = data_selector(sc->es);
	regs->ds = data_selector(sc->ds);
	regs->cs = USER_CS;
	regs->ss = USER_DS;
	regs->di = sc->di;
	regs->si = sc->si;
	regs->bp = sc->bp;
	regs->sp = sc->sp;
	regs->bx = sc->bx;
	regs->dx = sc->dx;
	regs->cx = sc->cx;
	regs->ax = sc->ax;
	regs->ip = sc->ip;
	regs->flags = (regs->flags & ~FLAGS_OF_USER) |
		      (sc->flags & FLAGS_OF_USER);
	regs->orig_ax = -1; /* no system call to be made again */
	return restore_fpu((void __user *)sc->fpstate);
}

int show_unhandled_signals = 1;

/* At most ten lines in five seconds. */
static bool may_log(void)
{
	static u64 since;
	static unsigned int count;
	u64 now = ktime_get_ns();

	if (now - since > 5ull * NSEC_PER_SEC) {
		since = now;
		count = 0;
	}
	return show_unhandled_signals && count++ < 10;
}

static long bad_frame(const struct pt_regs *regs, const void __user *frame,
		      const char *call)
{
	if (may_log())
		pr_info("%s[%d] bad frame in %s frame:%08lx ip:%lx sp:%lx orax:%lx\n",
			current->comm, current->pid, call, (unsigned long)frame,
			regs->ip, regs->sp, regs->orig_ax);
	force_sig(SIGSEGV);
	return 0;
}

SYSCALL_DEFINE0(sigreturn)
{
	struct pt_regs *user_regs = current_pt_regs();
	/* The frame's return address and number have been popped. */
	const struct sigframe __user *user = (void __user *)(regs->sp - 8);
	struct sigcontext sc;
	sigset_t mask;
	u32 high;

	if (copy_from_user(&sc, &user->head.sc, sizeof(sc)) ||
	    copy_from_user(&high, &user->tail.extramask, sizeof(high)))
		return bad_frame(regs, user, "sigreturn");
	mask.mask = (u64)high << 32 | sc.oldmask;
	set_current_blocked(&mask);
	if (restore_context(user_regs, &sc))
		return bad_frame(regs, user, "sigreturn");
	return user_regs->ax;
}

SYSCALL_DEFINE0(rt_sigreturn)
{
	struct pt_regs *user_regs = current_pt_regs();
	const struct rt_sigframe __user *user = (void __user *)(regs->sp - 4);
	struct ucontext uc;

	if (copy_from_user(&uc, &user->uc, sizeof(uc)))
		return bad_frame(regs, user, "rt_sigreturn");
	set_current_blocked(&uc.sigmask);
	if (restore_context(user_regs, &uc.mcontext))
		return bad_frame(regs, user, "rt_sigreturn");
	(void)set_altstack(&uc.stack, user_regs->sp); /* as far as it can be */
	return user_regs->ax;
}

/* --- Faults of user mode */

/* Whether @sig will end the program, and the log may say so. */
static bool is_worth_a_line(int sig)
{
	const void *handler = current->sighand->action[sig - 1].sa_handler;

	return (handler == SIG_DFL || handler == SIG_IGN) && may_log();
}

/* " in program[offset,begin+size]" for the code at @ip, or nothing. */
static const char *where(char *buf, size_t size, unsigned long ip)
{
	struct vm_area_struct *vma = find_vma(current->mm, ip);
	char path[128], *name;

	buf[0] = '\0';
	if (!vma || ip < vma->vm_start || !vma->vm_file)
		return buf;
	name = file_path(vma->vm_file, path, sizeof(path));
	if (IS_ERR(name))
		return buf;
	snprintf(buf, size, " in %s[%lx,%lx+%lx]",
		 strrchr(name, '/') ? strrchr(name, '/') + 1 : name,
		 ip - vma->vm_start + (vma->vm_pgoff << PAGE_SHIFT),
		 vma->vm_start, vma->vm_end - vma->vm_start);
	return buf;
}

static void note_fault(unsigned int vector, unsigned long error_code)
{
	current->thread.trap_nr = vector;
	current->thread.error_code = error_code;
}

void user_page_fault(struct pt_regs *regs, unsigned long address,
		     unsigned long error_code, int sig, int code)
{
	char place[128];

	/* Which kernel pages there are is nobody's business. */
	if (address >= TASK_SIZE)
		error_code |= 1;
	note_fault(14, error_code);
	current->thread.cr2 = address;
	if (sig == SIGSEGV && is_worth_a_line(sig))
		printk("%s%s[%d]: segfault at %lx ip %08lx sp %08lx error %lx%s\n",
		       current->pid > 1 ? KERN_INFO : KERN_EMERG, current->comm,
		       current->pid, address, regs->ip, regs->sp, error_code,
		       where(place, sizeof(place), regs->ip));
	force_sig_fault(sig, code, address);
}

/* The si_code of an exception of the x87 unit or of SSE; 0: it is gone. */
static int float_code(unsigned int vector)
{
	const struct fxsave *fx = fpu_flush();
	/* FNSAVE has its words at the same place, each in a double word. */
	u16 sw = fpu_has_fxsr() ? fx->sw : *(u16 *)&fx->tag;
	u32 raised = vector == TRAP_X87 ? sw & ~fx->cw :
					  fx->mxcsr & ~(fx->mxcsr >> 7);

	if (raised & 0x01)
		return FPE_FLTINV;
	if (raised & 0x04)
		return FPE_FLTDIV;
	if (raised & 0x08)
		return FPE_FLTOVF;
	if (raised & 0x12)
		return FPE_FLTUND;
	return raised & 0x20 ? FPE_FLTRES : 0;
}

/* A single step, or the instruction int1. */
static int debug_code(void)
{
	unsigned long dr6;

	asm volatile("mov %%db6, %0\n\t"
		     "mov %1, %%db6"
		     : "=&r"(dr6)
		     : "r"(0xffff0ff0ul));
	return dr6 & 0x4000 ? TRAP_TRACE : TRAP_BRKPT;
}

/* si_code SI_KERNEL tells no address. */
static const struct {
	u8 sig, code;
} signals[] = {
	[0] = { SIGFPE, FPE_INTDIV },  [1] = { SIGTRAP, TRAP_TRACE },
	[3] = { SIGTRAP, SI_KERNEL },  [4] = { SIGSEGV, SI_KERNEL },
	[5] = { SIGSEGV, SI_KERNEL },  [6] = { SIGILL, ILL_ILLOPN },
	[9] = { SIGFPE, SI_KERNEL },   [10] = { SIGSEGV, SI_KERNEL },
	[11] = { SIGBUS, SI_KERNEL },  [12] = { SIGBUS, SI_KERNEL },
	[13] = { SIGSEGV, SI_KERNEL }, [TRAP_X87] = { SIGFPE, FPE_FLTINV },
	[17] = { SIGBUS, BUS_ADRALN }, [TRAP_SSE] = { SIGFPE, FPE_FLTINV },
};

void user_trap(struct pt_regs *regs, unsigned int vector)
{
	unsigned long error_code = regs->orig_ax;
	int sig = SIGSEGV, code = SI_KERNEL;
	char place[128];

	if (error_code == -1ul)
		error_code = 0;
	if (vector < ARRAY_SIZE(signals) && signals[vector].sig) {
		sig = signals[vector].sig;
		code = signals[vector].code;
	}
	if (vector == TRAP_X87 || vector == TRAP_SSE)
		code = float_code(vector);
	if (vector == TRAP_DEBUG)
		code = debug_code();
	regs->orig_ax = -1; /* no system call to be made again */
	note_fault(vector, error_code);
	if (!code)
		return;
	if (is_worth_a_line(sig))
		pr_info("%s[%d] %s%s ip:%lx sp:%lx error:%lx%s\n",
			current->comm, current->pid,
			vector == 13 ? "" : "trap ", trap_title(vector),
			regs->ip, regs->sp, error_code,
			where(place, sizeof(place), regs->ip));
	if (code == SI_KERNEL)
		force_sig(sig);
	else
		force_sig_fault(sig, code, vector == 17 ? 0 : regs->ip);
}
