using System.Text.Json.Nodes;

namespace Ledger.Portal.Pages.Journal;

/// <summary>Accounts as people write them (<c>cash:party:E1:payable</c>) and as commands name them.</summary>
public static class AccountCodes
{
    /// <summary>The parts of a code. What is no code of the chart goes as it stands and is refused by the service.</summary>
    public static JsonObject Parts(string code)
    {
        var parts = code.Split(':');
        var said = new JsonObject { ["book"] = parts[0], ["holder"] = parts.Length > 1 ? parts[1] : "" };
        switch (said["holder"]!.GetValue<string>())
        {
            case "party":
                said["party"] = parts.Length > 2 ? parts[2] : "";
                if (parts.Length > 3) said["name"] = parts[3];
                break;
            case "pool":
                said["pool"] = parts.Length > 2 ? parts[2] : "";
                break;
            case "consortium":
                said["name"] = parts.Length > 2 ? parts[2] : "";
                break;
        }

        return said;
    }

    /// <summary>The party whose account it is; null for those of the consortium, its reserve and its pools.</summary>
    public static string? PartyOf(string code) => code.Split(':') is [_, "party", var party, ..] ? party : null;

    /// <summary>Accounts that people may book by hand in the cash book.</summary>
    public static IEnumerable<string> Bookable(IEnumerable<string> parties) =>
        ((string[])["cash:consortium:bank", "cash:consortium:clearing", "cash:consortium:fees", "cash:reserve"])
        .Concat(parties.SelectMany(party => (string[])[$"cash:party:{party}:payable", $"cash:party:{party}:receivable", $"cash:party:{party}:withheld"]));
}
