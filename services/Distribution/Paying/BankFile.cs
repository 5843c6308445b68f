using Ledger.Distribution.Domain;
using Ledger.Rules;

namespace Ledger.Distribution.Paying;

/// <summary>What a file of a bank says, before it is held against our payments.</summary>
/// <param name="Format">pain.002, camt.053, camt.054 or csv.</param>
/// <param name="MessageId">The bank's id of the message, or null.</param>
/// <param name="Entries">Entries for single payments.</param>
/// <param name="Wholes">What is said of a whole batch, without its payments.</param>
/// <param name="Ignored">Entries that are no payments out.</param>
internal sealed record BankFile(string Format, string? MessageId, IReadOnlyList<BankEntry> Entries, IReadOnlyList<BankWhole> Wholes, int Ignored);

/// <summary>What a status report says of a whole message or payment information: a file that was refused as it came, for example.</summary>
/// <param name="MessageId">Our message id.</param>
/// <param name="Status">What the bank says.</param>
/// <param name="Reason">Reason code or text, or null.</param>
internal sealed record BankWhole(string MessageId, BankStatus Status, string? Reason);

/// <summary>The file cannot be read; nothing of it is taken in.</summary>
internal sealed class BankFileException(Rejection rejection) : Exception(rejection.Message.En)
{
    public Rejection Rejection { get; } = rejection;
}

/// <summary>Why a file of a bank cannot be read. Nothing of the file is repeated: it shows accounts of others.</summary>
internal static class BankFileProblems
{
    public static InputRejection Malformed(int line) => new("bank-results.malformed", new(
        $"The file is no well-formed XML (line {line}).", $"文件不是格式良好的 XML（第 {line} 行）。"));

    public static InputRejection Dtd() => new("bank-results.dtd", new(
        "The file has a document type declaration. It is not read: it could fetch or expand what does not belong here.",
        "文件含有文档类型声明（DTD），出于安全考虑不予读取。"));

    public static InputRejection UnknownFormat() => new("bank-results.unknown-format", new(
        "The file is no ISO 20022 pain.002, camt.053 or camt.054, and no CSV with the columns end_to_end_id and status.",
        "文件不是 ISO 20022 的 pain.002、camt.053、camt.054，也不是含“端到端标识”和“状态”两列的 CSV。"));

    public static InputRejection Member(string member, int line) => new("bank-results.member-malformed", new(
        $"'{member}' is missing or cannot be read (line {line}).", $"“{member}”缺失或无法读取（第 {line} 行）。"));

    public static InputRejection TooDeep() => new("bank-results.too-deep", new(
        $"Elements are nested deeper than {DistributionLimits.BankFileDepth}.", $"元素嵌套超过 {DistributionLimits.BankFileDepth} 层。"));

    public static InputRejection TooMany() => new("bank-results.too-many", new(
        $"The file has more than {DistributionLimits.BankEntries} entries. Send it in parts.", $"文件超过 {DistributionLimits.BankEntries} 条记录，请分批导入。"));

    public static InputRejection Empty() => new("bank-results.empty", new("The file is empty.", "文件为空。"));
}
