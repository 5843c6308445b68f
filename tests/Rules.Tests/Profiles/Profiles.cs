using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Rules.Tests;

/// <summary>Profiles to test with: the shipped files, and small ones put together from values.</summary>
internal static class Profiles
{
    public static ProfileDocument Shipped(string id) => Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Files", $"{id}.profile.json")));

    /// <summary>The shipped regional profile over its base.</summary>
    public static EffectiveProfile Merged(string id)
    {
        var document = Shipped(id);
        return Merge(document.Base is { } basis ? Merged(basis.Id) : null, document);
    }

    public static EffectiveProfile Merge(EffectiveProfile? basis, ProfileDocument document)
    {
        var merged = ProfileMerge.Merge(basis, document);
        Assert.True(merged.Value is not null, string.Join("\n", merged.Rejections));
        return merged.Value;
    }

    /// <summary>A base whose values are own designs: key and JSON value; a key that ends with '~' may be relaxed.</summary>
    public static ProfileDocument Base(params (string Key, string Value)[] values) => Read(Json("base", null, values));

    /// <summary>An override of <see cref="Base"/>.</summary>
    public static ProfileDocument Override(params (string Key, string Value)[] values) => Read(Json("region", ("base", 1), values));

    public static string Json(string id, (string Id, int Version)? basis, params (string Key, string Value)[] values)
    {
        var root = JsonNode.Parse(
            """{"version":1,"regionCode":"XX","title":{"en":"Test","zh":"测试"},"currency":"CNY","effective":{"from":"2025-01-01","to":"2025-12-31"},"authorities":["somebody"],"legalReferences":[]}""")!.AsObject();
        root["profileId"] = id;
        if (basis is { } below) root["base"] = new JsonObject { ["id"] = below.Id, ["version"] = below.Version };
        var map = new JsonObject();
        foreach (var (key, value) in values)
        {
            var entry = new JsonObject { ["value"] = JsonNode.Parse(value), ["mark"] = "own-design" };
            if (key.EndsWith('~')) entry["mayRelax"] = true;
            map[key.TrimEnd('~')] = entry;
        }

        root["values"] = map;
        return root.ToJsonString();
    }

    public static ProfileDocument Read(string text)
    {
        var read = ProfileDocument.Parse(JsonElement.Parse(text));
        Assert.True(read.Value is not null, string.Join("\n", read.Rejections));
        return read.Value;
    }
}
