using System.Globalization;
using Ledger.Rules;

namespace Ledger.Contributions.Domain;

public sealed record ImportsTooMany() : Rejection("import.too-many-open", RejectionKind.Conflict, new(
    $"{ContributionLimits.ImportsOpen} imports of this consortium have not ended yet; wait for one of them.",
    $"本联合体已有 {ContributionLimits.ImportsOpen} 个导入尚未结束，请稍候。"));

public sealed record ImportUnknown() : Rejection("import.unknown", RejectionKind.NotFound, new(
    "Your organisation has no such import.", "贵单位没有此导入。"));

public sealed record ImportBegun() : Rejection("import.begun", RejectionKind.Conflict, new(
    "The import has begun; it can no longer be cancelled.", "导入已开始，不能取消。"));

/// <summary>What is wrong with an imported file, header, row or cell. Codes stay; wording may improve.</summary>
public static class ImportProblems
{
    public static InputRejection Encoding() => new("import.encoding", new(
        "The file is neither UTF-8 nor GB18030. Save it as \"CSV UTF-8\".", "文件编码既不是 UTF-8 也不是 GB18030，请另存为“CSV UTF-8”。"));

    public static InputRejection Empty() => new("import.empty", new(
        "The file has no rows.", "文件中没有数据行。"));

    public static InputRejection FileMissing() => new("import.file-missing", new(
        "The uploaded file is no longer there, or is damaged. Upload it again.", "上传的文件已缺失或损坏，请重新上传。"));

    public static InputRejection Fault() => new("import.fault", new(
        "The platform could not finish the import; the operator finds the cause in the service's log. Upload the file again later.",
        "平台未能完成导入，运维人员可在服务日志中查找原因，请稍后重新上传。"));

    public static InputRejection UnknownColumn(string name) => new("import.unknown-column", new(
        $"There is no column '{Shown(name)}'.", $"没有名为“{Shown(name)}”的列。")) { Value = Shown(name) };

    public static InputRejection MissingColumn(string en, string zh) => new("import.missing-column", new(
        $"The column '{en}' is required.", $"缺少必需的列“{zh}”。")) { Value = en };

    public static InputRejection DuplicateColumn(string name) => new("import.duplicate-column", new(
        $"The column '{Shown(name)}' stands twice.", $"列“{Shown(name)}”重复出现。")) { Value = Shown(name) };

    public static InputRejection TooManyColumns() => new("import.too-many-columns", new(
        $"More than {ContributionLimits.ImportColumns} columns.", $"列数超过 {ContributionLimits.ImportColumns}。"));

    public static InputRejection TooManyRows() => new("import.too-many-rows", new(
        $"More than {Number(ContributionLimits.ImportRows)} rows: divide the file.", $"行数超过 {Number(ContributionLimits.ImportRows)}，请拆分文件。"));

    public static InputRejection RowTooLong() => new("import.row-too-long", new(
        $"A row has more than {Number(ContributionLimits.ImportRowCharacters)} characters. Is a quotation mark open?",
        $"一行超过 {Number(ContributionLimits.ImportRowCharacters)} 个字符，是否有未闭合的引号？"));

    public static InputRejection Ragged(int has, int expected) => new("import.ragged-row", new(
        $"The row has {Number(has)} cells and the header {Number(expected)}. Quote a cell that holds a separator, and double a quotation mark inside quotes.",
        $"该行有 {Number(has)} 个单元格，表头有 {Number(expected)} 个。含分隔符的内容须加引号，引号内的引号须写两次。"));

    public static InputRejection CellTooLong() => new("import.cell-too-long", new(
        $"The cell has more than {Number(ContributionLimits.ImportCellCharacters)} characters.",
        $"单元格超过 {Number(ContributionLimits.ImportCellCharacters)} 个字符。"));

    public static InputRejection Character() => new("import.character", new(
        "The cell holds the character U+0000.", "单元格含有字符 U+0000。"));

    public static InputRejection CellMissing() => new("import.cell-missing", new(
        "The cell is empty; it is required.", "该单元格不能为空。"));

    public static InputRejection NumberForm(string text) => new("import.number-form", new(
        $"'{Shown(text)}' is not written as a number here: digits, a point for decimals, no grouping and no currency sign, like 1200000.00.",
        $"“{Shown(text)}”的数字写法不对：只用数字和小数点，不用千位分隔符和货币符号，例如 1200000.00。")) { Value = Shown(text) };

    public static InputRejection WholeForm(string text) => new("import.whole-number-form", new(
        $"'{Shown(text)}' is not a whole number like 120.", $"“{Shown(text)}”不是整数，应写作 120 这样的形式。")) { Value = Shown(text) };

    public static InputRejection DateForm(string text) => new("import.date-form", new(
        $"'{Shown(text)}' is not written as a date here: year first, like 2025-03-01 (2025/3/1 and 2025年3月1日 are taken too).",
        $"“{Shown(text)}”的日期写法不对：年份在前，例如 2025-03-01（也可写 2025/3/1 或 2025年3月1日）。")) { Value = Shown(text) };

    public static InputRejection TimeForm(string text) => new("import.time-form", new(
        $"'{Shown(text)}' is not a time of day like 08:30.", $"“{Shown(text)}”不是 08:30 这样的时刻。")) { Value = Shown(text) };

    public static InputRejection YesOrNoForm(string text) => new("import.yes-no-form", new(
        $"'{Shown(text)}' is neither yes nor no.", $"“{Shown(text)}”既不是“是”也不是“否”。")) { Value = Shown(text) };

    public static InputRejection JsonForm(string detail) => new("import.json-form", new(
        $"The JSON cannot be read: {detail}", $"JSON 无法读取：{detail}"));

    public static InputRejection OtherParty(string party, string own) => new("import.other-party", new(
        $"The row is of '{Shown(party)}'; only {own} brings in what is its own.", $"该行属于“{Shown(party)}”，只能导入 {own} 自己的投入。")) { Value = Shown(party) };

    public static InputRejection ReferenceTwice(string reference, int line) => new("import.reference-twice", new(
        $"The reference '{Shown(reference)}' stands in line {Number(line)} already.", $"编号“{Shown(reference)}”已出现在第 {Number(line)} 行。"))
        { Field = "reference", Value = Shown(reference) };

    public static InputRejection WrongKind(ImportKind kind, ContributionKind found) => new("import.wrong-kind", new(
        $"An import of kind '{KebabCase.Name(kind)}' holds no hours of {KebabCase.Name(found)}.",
        $"“{KebabCase.Name(kind)}”类导入不含 {KebabCase.Name(found)} 的时数。"));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Shown(string text) => text.Length <= 60 ? text : text[..57] + "...";
}
