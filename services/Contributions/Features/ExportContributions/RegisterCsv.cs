using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Contributions.Domain;
using Ledger.Contributions.Imports;
using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Contributions.Features;

/// <summary>The register as an import reads it: the same columns, each cell taken from the place where an import puts it.</summary>
internal static class RegisterCsv
{
    /// <summary>The header line.</summary>
    public static string Header(bool chinese) => CsvText.Line(ContributionColumns.Fixed.Select(column => chinese ? column.Zh : column.En));

    /// <summary>One contribution as it was registered, with how it stands.</summary>
    /// <param name="contribution">The contribution.</param>
    /// <param name="blind">Whether its claim is kept from the caller.</param>
    public static string Row(Contribution contribution, bool blind = false)
    {
        var said = (contribution.Particulars ?? contribution.Draft)!;
        var json = JsonSerializer.SerializeToNode(said, FactJson.Facts)!.AsObject();
        json["state"] = KebabCase.Name(contribution.State);
        json["accepted"] = contribution.Accepted?.Value.Amount;
        json["disputed"] = contribution.Dispute is not null;
        json["damaged"] = contribution.Damages.Count > 0;
        if (blind || said.ClaimUndisclosed) ((JsonObject)json["claimed"]!).Remove("amount");
        if (said.Attributes.Count == 0) json.Remove("attributes");
        return CsvText.Line(ContributionColumns.Fixed.Select(column => Cell(json, column.Path)));
    }

    private static string? Cell(JsonNode? json, string path)
    {
        foreach (var member in path.Split('.')) json = (json as JsonObject)?[member];
        return json switch
        {
            null => null,
            JsonValue value => value.GetValueKind() switch
            {
                JsonValueKind.String => value.GetValue<string>(),
                JsonValueKind.True => "yes",
                JsonValueKind.False => "no",
                _ => value.ToJsonString(),
            },
            _ => json.ToJsonString(FactJson.Facts),
        };
    }
}
