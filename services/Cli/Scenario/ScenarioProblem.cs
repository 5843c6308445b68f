using System.Globalization;
using Ledger.Rules;

namespace Ledger.Cli.Scenario;

/// <summary>A fault of a file with its place.</summary>
/// <param name="File">As the user named it.</param>
/// <param name="Line">From 1; 0 when the file itself is at fault.</param>
/// <param name="Column">From 1, in characters.</param>
/// <param name="Path">JSON path from the root: "$.contributions[0].claimed".</param>
/// <param name="Code">Stable code.</param>
/// <param name="Message">What is wrong, in both languages.</param>
/// <param name="Value">The offending value, shortened; null when something is missing.</param>
public sealed record ScenarioProblem(string File, int Line, int Column, string Path, string Code, Text Message, string? Value = null)
{
    /// <summary>"file:12:7: $.path: code: English / 中文 [value]".</summary>
    public override string ToString()
    {
        var value = Value is null ? "" : $" [{Value}]";
        return Line == 0
            ? $"{File}: {Code}: {Message.En} / {Message.Zh}{value}"
            : string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}: {Path}: {Code}: {Message.En} / {Message.Zh}{value}");
    }
}
