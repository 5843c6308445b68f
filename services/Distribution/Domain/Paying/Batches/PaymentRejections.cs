using Ledger.Rules;

namespace Ledger.Distribution.Domain;

public sealed record PaymentRunUnknown() : Rejection("payment.run-unknown", RejectionKind.NotFound, new(
    "There is no such run in this consortium.", "该联合体中没有此分配方案。"));

public sealed record PaymentRunNotSettled() : Rejection("payment.run-not-settled", RejectionKind.Conflict, new(
    "The run is not settled: nothing of it is payable.", "该分配方案尚未结算，没有应付款项。"));

public sealed record PaymentBatchUnknown() : Rejection("payment.batch-unknown", RejectionKind.NotFound, new(
    "There is no such payment batch in this consortium.", "该联合体中没有此付款批次。"));

public sealed record PaymentBatchExists(string Reference) : Rejection("payment.batch-exists", RejectionKind.Conflict, new(
    $"A payment batch {Reference} exists with other particulars.", $"编号 {Reference} 的付款批次已存在且内容不同。"));

public sealed record PaymentBatchOpen(string Reference) : Rejection("payment.batch-open", RejectionKind.Conflict, new(
    $"Batch {Reference} of this run waits for its approval: approve or withdraw it first.", $"该方案的付款批次 {Reference} 正待复核，请先复核或撤回。"));

public sealed record NothingPayable() : Rejection("payment.nothing-payable", RejectionKind.Conflict, new(
    "Nothing of this run is payable: it is paid, on its way, or was never due.", "该方案没有应付款项：已付、在途或无需支付。"));

public sealed record PartyNotPayable(string Party) : Rejection("payment.party-not-payable", RejectionKind.Conflict, new(
    $"Nothing of this run is payable to {Party}.", $"该方案没有应付 {Party} 的款项。"));

public sealed record PaymentAccountMissing(string Party, Currency Currency) : Rejection("payment.account-missing", RejectionKind.Conflict, new(
    $"{Party} has no approved bank account in {Currency.Code}.", $"{Party} 没有经复核的 {Currency.Code} 收款账户。"));

public sealed record PaymentPayerMissing(Currency Currency) : Rejection("payment.payer-missing", RejectionKind.Conflict, new(
    $"The consortium has no approved bank account in {Currency.Code} to pay from.", $"联合体没有经复核的 {Currency.Code} 付款账户。"));

public sealed record PaymentPayerUnusable() : Rejection("payment.payer-unusable", RejectionKind.Conflict, new(
    "The account named is not an approved account to pay from.", "所指定的账户不是经复核的付款账户。"));

public sealed record PaymentDayUnfit(DateOnly Day) : Rejection("payment.execution-day", RejectionKind.Invalid, new(
    $"{Day:yyyy-MM-dd} is over, or more than {DistributionLimits.ExecuteAhead} days away.",
    $"{Day:yyyy-MM-dd} 已过，或距今超过 {DistributionLimits.ExecuteAhead} 天。"));

public sealed record PaymentSamePerson() : Rejection("payment.same-person", RejectionKind.Forbidden, new(
    "Whoever prepared the batch cannot approve it, nor take it back from the bank alone.", "制单人不能复核该付款批次，也不能单独从银行撤回。"));

public sealed record PaymentBatchChanged() : Rejection("payment.batch-changed", RejectionKind.Conflict, new(
    "The hash is not that of the prepared batch: read it again and decide anew.", "哈希与所制付款批次不符，请重新查看后再决定。"));

public sealed record PaymentBatchNotPrepared() : Rejection("payment.batch-not-prepared", RejectionKind.Conflict, new(
    "The batch was approved or withdrawn before.", "该付款批次已复核或已撤回。"));

public sealed record PaymentBatchNotApproved() : Rejection("payment.batch-not-approved", RejectionKind.Conflict, new(
    "The batch is not approved: there is no file of it.", "该付款批次未经复核，没有付款文件。"));

public sealed record NoLongerPayable(string Party) : Rejection("payment.no-longer-payable", RejectionKind.Conflict, new(
    $"Less is payable to {Party} now than the batch pays: withdraw it and prepare another.", $"现应付 {Party} 的款项少于批次金额，请撤回后重新制单。"));

public sealed record PaymentAccountChanged(string Party) : Rejection("payment.account-changed", RejectionKind.Conflict, new(
    $"The bank account of {Party} in this batch is no longer in use: withdraw it and prepare another.",
    $"该批次中 {Party} 的银行账户已停用，请撤回后重新制单。"));

public sealed record BankHasAnswered() : Rejection("payment.bank-answered", RejectionKind.Conflict, new(
    "The bank has answered for a payment of this batch: it cannot be taken back.", "银行已对该批次中的付款作出答复，不能撤回。"));

public sealed record WithdrawalTakesApprover() : Rejection("payment.withdrawal-approver", RejectionKind.Forbidden, new(
    "A batch that the bank may have is taken back by an approver.", "已可能交付银行的批次须由复核人撤回。"));
