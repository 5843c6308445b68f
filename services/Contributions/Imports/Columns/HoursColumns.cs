using static Ledger.Contributions.Imports.CellForm;

namespace Ledger.Contributions.Imports;

/// <summary>Columns of use logs and time sheets.</summary>
internal static class HoursColumns
{
    /// <summary>The columns, in the order of an export.</summary>
    public static IReadOnlyList<Column> Fixed { get; } =
    [
        new("contribution", Word, "contribution", "投入编号", Need.Always),
        new("kind", Ignored, "kind", "类别"),
        new("person", Ignored, "person", "人员"),
        new("day", Date, "day", "日期", Need.Always),
        new("start", Time, "start", "开始时间", Need.Always),
        new("minutes", Whole, "minutes", "分钟", Need.Always),
    ];
}

/// <summary>One stretch of use or work, as a row.</summary>
/// <param name="Contribution">Reference of the contribution.</param>
/// <param name="Day">The day.</param>
/// <param name="Start">When it began.</param>
/// <param name="Minutes">How long.</param>
public sealed record HoursLine(string Contribution, DateOnly Day, TimeOnly Start, int Minutes);
