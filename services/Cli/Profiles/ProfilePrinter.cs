using Ledger.Cli.Catalogue;
using Ledger.Rules;

namespace Ledger.Cli.Profiles;

/// <summary>Profiles as tables in a language, or as JSON.</summary>
/// <param name="json">As JSON.</param>
/// <param name="language">In which language.</param>
internal sealed class ProfilePrinter(bool json, Language language)
{
    private static readonly Text Nothing = new("-", "-");

    /// <summary>Every profile with its base and days.</summary>
    public string List(IReadOnlyList<ProfileDocument> profiles)
    {
        if (json) return RulesJson.Write(new { Format = "ledger-profiles/1", Profiles = profiles.Select(Line).ToList() });
        var table = new TextTable([Say("Profile", "参数"), Say("Region", "地区"), Say("Base", "基准"), Say("Effective", "适用期"), Say("Values", "项数"), Say("Title", "名称")], 4);
        foreach (var profile in profiles)
            table.Row($"{profile.ProfileId}/{profile.Version}", profile.RegionCode, profile.Base is { } basis ? $"{basis.Id}/{basis.Version}" : "", profile.Effective.ToString(), $"{profile.Values.Count}", profile.Title.In(language));
        return table.ToString();
    }

    /// <summary>A merged profile, each value with its origin and source.</summary>
    public string Show(EffectiveProfile profile)
    {
        if (json) return RulesJson.Write(profile);
        var table = new TextTable([Say("Key", "键"), Say("Value", "值"), Say("Origin", "来自"), Say("Mark", "标记"), Say("Legal source", "法律依据")]);
        foreach (var (key, value) in profile.Values)
        {
            table.Row(key, value.In(language), $"{value.Origin.Id}/{value.Origin.Version}{(value.Overrides ? " *" : "")}", KebabCase.Name(value.Mark),
                $"{(value.Source?.Title ?? Nothing).In(language)}{(value.Place is { } place ? $", {place}" : "")}");
        }

        return $"{profile.ProfileId}/{profile.ProfileVersion}  {profile.Title.In(language)}  {profile.Effective}  {profile.Currency.Code}\n{table}\n{Uncertain(profile)}";
    }

    /// <summary>Two profiles side by side.</summary>
    public string Compare(EffectiveProfile left, EffectiveProfile right)
    {
        var rows = ProfileComparison.Between(left, right);
        if (json) return RulesJson.Write(new { Format = "ledger-profile-comparison/1", Left = left.Reference, Right = right.Reference, Keys = rows });
        var table = new TextTable([Say("Key", "键"), left.ProfileId, right.ProfileId, Say("Tighter", "较严")]);
        foreach (var row in rows) table.Row(row.Key, row.Left?.In(language), row.Right?.In(language), Order(row.Order, left, right));
        return table.ToString();
    }

    /// <summary>A profile that can be signed.</summary>
    public string Checked(ProfileDocument document, EffectiveProfile merged) => json
        ? RulesJson.Write(new { Format = "ledger-profile-check/1", document.ProfileId, document.Version, document.DocumentHash, Merged = merged })
        : $"{document.ProfileId}/{document.Version}: {Say($"sound, {document.Values.Count} values, {merged.Values.Count} with its base", $"合格，共{document.Values.Count}项，连同基准{merged.Values.Count}项")}\n"
            + $"{Say("Hash of the canonical document", "规范文本哈希")}: {document.DocumentHash}\n{Uncertain(merged)}";

    /// <summary>A catalogue of indicators that was read.</summary>
    public string Checked(IndicatorCatalogue catalogue) => json
        ? RulesJson.Write(catalogue)
        : $"{catalogue.CatalogueId}/{catalogue.Version}: {Say($"sound, {catalogue.Indicators.Count} indicators", $"合格，共{catalogue.Indicators.Count}项指标")}\n";

    private static object Line(ProfileDocument profile) =>
        new { profile.ProfileId, profile.Version, profile.RegionCode, profile.Title, profile.Base, profile.Effective, profile.DocumentHash, Values = profile.Values.Count };

    private string Uncertain(EffectiveProfile profile)
    {
        var count = profile.Values.Values.Count(value => value.Mark != SourceMark.Found);
        return Say($"{count} of {profile.Values.Count} values are not found in a legal text: verify them before relying on them.", $"{profile.Values.Count}项中有{count}项未查得法律原文：使用前请核实。") + "\n";
    }

    private string Order(ProfileOrder order, EffectiveProfile left, EffectiveProfile right) => order switch
    {
        ProfileOrder.LeftTighter => left.ProfileId,
        ProfileOrder.RightTighter => right.ProfileId,
        ProfileOrder.Different => Say("different", "不同"),
        _ => "",
    };

    private string Say(string en, string zh) => new Text(en, zh).In(language);
}
