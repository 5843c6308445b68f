using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Rules;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Verify;

/// <summary>A verdict in plain words, or as JSON.</summary>
internal static class VerdictText
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(Verdict verdict, Language language)
    {
        var text = new StringBuilder();
        text.Append(Say(Name(verdict.Kind), language)).Append('\n');
        Section(text, language, new("Wrong or missing", "有误或缺失"), verdict.Findings.Select(Line));
        Section(text, language, new("Proven", "已证明"), verdict.Proven.Select(Line));
        Section(text, language, new("Not disclosed", "未披露"), verdict.NotDisclosed.Select(Line));
        Section(text, language, new("Not proven", "未证明"), verdict.NotProven.Select(Line));
        return text.ToString();
    }

    public static string Json(Verdict verdict) => new JsonObject
    {
        ["verdict"] = KebabCase.Name(verdict.Kind),
        ["exitCode"] = verdict.ExitCode,
        ["findings"] = new JsonArray([.. verdict.Findings.Select(found => new JsonObject
        {
            ["kind"] = KebabCase.Name(found.Kind), ["code"] = found.Code, ["place"] = found.Place, ["en"] = found.En, ["zh"] = found.Zh,
        })]),
        ["proven"] = Statements(verdict.Proven),
        ["notDisclosed"] = Statements(verdict.NotDisclosed),
        ["notProven"] = Statements(verdict.NotProven),
    }.ToJsonString(Indented) + "\n";

    private static Text Name(VerdictKind kind) => kind switch
    {
        VerdictKind.Verified => new("VERIFIED: everything that the bundle says is proven, as far as stated below.", "已验证：证据包所述均已证明，范围如下。"),
        VerdictKind.Tampered => new("TAMPERED: do not rely on this bundle.", "被篡改：请勿采信该证据包。"),
        VerdictKind.Incomplete => new("INCOMPLETE: nothing is wrong, but something is missing.", "不完整：未发现错误，但有缺失。"),
        _ => new("MALFORMED: this is not an evidence bundle.", "格式有误：这不是证据包。"),
    };

    private static (Text Words, string? Place) Line(Finding found) => (new Text(found.En, found.Zh), $"{found.Code}, {found.Place}");

    private static (Text Words, string? Place) Line(Statement statement) => (new Text(statement.En, statement.Zh), null);

    private static void Section(StringBuilder text, Language language, Text title, IEnumerable<(Text Words, string? Place)> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0) return;
        text.Append('\n').Append(Say(title, language)).Append('\n');
        foreach (var (words, place) in all)
        {
            if (language != Language.Zh) text.Append("  - ").Append(words.En).Append('\n');
            if (language != Language.En) text.Append(language == Language.Zh ? "  - " : "    ").Append(words.Zh).Append('\n');
            if (place is not null) text.Append("    [").Append(place).Append("]\n");
        }
    }

    private static string Say(Text text, Language language) => language switch
    {
        Language.En => text.En,
        Language.Zh => text.Zh,
        _ => $"{text.En} / {text.Zh}",
    };

    private static JsonArray Statements(IEnumerable<Statement> statements) =>
        new([.. statements.Select(statement => new JsonObject { ["code"] = statement.Code, ["en"] = statement.En, ["zh"] = statement.Zh })]);
}
