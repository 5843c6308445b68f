using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>First level of a construction indicator. JSON: kebab-case.</summary>
[JsonConverter(typeof(KebabCaseEnum<IndicatorLevel>))]
public enum IndicatorLevel
{
    /// <summary>基础性.</summary>
    Basic,

    /// <summary>实质性.</summary>
    Substantive,

    /// <summary>否定性: a veto, not minus points.</summary>
    Negative,
}

/// <summary>One indicator, as the official annex states it; the platform ships none.</summary>
/// <param name="Id">Unique in the catalogue.</param>
/// <param name="Level1">Basic, substantive or negative.</param>
/// <param name="Level2">Second-level heading.</param>
/// <param name="Text">The indicator.</param>
/// <param name="ObservationPoints">What is looked at.</param>
/// <param name="EvidenceTypes">Ids of the kinds of evidence that count.</param>
/// <param name="Metric">How it is measured, in words or as a formula; null when the annex gives none.</param>
public sealed record Indicator(
    string Id, IndicatorLevel Level1, Text Level2, Text Text, IReadOnlyList<Text> ObservationPoints, IReadOnlyList<string> EvidenceTypes, string? Metric);

/// <summary>
/// A catalogue of construction indicators (建设指标), data that a user fills in from the official annex. Its schema is
/// contracts/schemas/indicators.schema.json.
/// </summary>
/// <param name="CatalogueId">By which a profile names it ("indicators.catalogueId").</param>
/// <param name="Version">From 1.</param>
/// <param name="Title">Name of the annex.</param>
/// <param name="Source">Where its text was taken from.</param>
/// <param name="Indicators">In the order of the annex.</param>
public sealed record IndicatorCatalogue(string CatalogueId, int Version, Text Title, Text Source, IReadOnlyList<Indicator> Indicators)
{
    /// <summary>Reads and checks a catalogue; the rejections name every fault with its JSON path.</summary>
    public static Outcome<IndicatorCatalogue> Parse(JsonElement json)
    {
        var root = new InputReader(json);
        if (!root.Clean) return Outcome.Refused<IndicatorCatalogue>(root.Rejections);
        root.OptionalString("$schema");
        var id = root.Identifier("catalogueId");
        var version = root.Integer("version", 1, 1_000_000);
        var title = root.Text("title");
        var source = root.Text("source");
        var indicators = new List<Indicator>();
        foreach (var entry in root.Objects("indicators", RuleLimits.Indicators, mayBeEmpty: true))
        {
            if (Read(entry) is not { } indicator) continue;
            if (indicators.Exists(other => other.Id == indicator.Id)) entry.Reject(Problems.Duplicate(entry.Of("id"), indicator.Id));
            indicators.Add(indicator);
        }

        root.Close();
        return root.Clean
            ? new IndicatorCatalogue(id!, version!.Value, title!, source!, indicators)
            : Outcome.Refused<IndicatorCatalogue>(root.Rejections);
    }

    private static Indicator? Read(InputReader entry)
    {
        var id = entry.Identifier("id");
        var level1 = entry.OneOf<IndicatorLevel>("level1");
        var level2 = entry.Text("level2");
        var text = entry.Text("text");
        var points = new List<Text>();
        foreach (var point in entry.Objects("observationPoints", RuleLimits.AgreementList, mayBeEmpty: true))
        {
            var (en, zh) = (point.String("en"), point.String("zh"));
            point.Close();
            if (en is not null && zh is not null) points.Add(new Text(en, zh));
        }

        var evidence = entry.Identifiers("evidenceTypes", RuleLimits.AgreementList, mayBeEmpty: true);
        var metric = entry.OptionalRaw("metric") is { ValueKind: JsonValueKind.Null } ? null : entry.String("metric");
        entry.Close();
        return id is not null && level1 is { } level && level2 is not null && text is not null
            ? new Indicator(id, level, level2, text, points, evidence, metric)
            : null;
    }
}
