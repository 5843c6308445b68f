using System.Globalization;
using Ledger.Rules;

namespace Ledger.Agreements.Features;

/// <summary>How values look in a cell.</summary>
internal static class Cells
{
    public static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    public static string YesNo(bool value) => value ? "yes" : "no";

    public static string? Word<T>(T? value) where T : struct, Enum => value is { } known ? KebabCase.Name(known) : null;
}
