using System.Text.Json;

namespace Ledger.Rules;

/// <summary>Reads a profile document: members first, then what ties values to keys and to their legal source.</summary>
internal static class ProfileReader
{
    public static Outcome<ProfileDocument> Read(JsonElement json)
    {
        var root = new InputReader(json);
        if (!root.Clean) return Outcome.Refused<ProfileDocument>(root.Rejections);

        root.OptionalString("$schema");
        var id = root.Identifier("profileId");
        var version = root.Integer("version", 1, 1_000_000);
        var region = root.Identifier("regionCode");
        var title = root.Text("title");
        var currency = root.Currency("currency");
        var effective = root.Period("effective");
        var supersedes = ReadSupersedes(root, version);
        var basis = ReadBase(root, id);
        var authorities = root.Identifiers("authorities", RuleLimits.AgreementList);
        var references = ReadReferences(root);
        var values = ReadValues(root, currency, references);
        root.Close();
        if (!root.Clean) return Outcome.Refused<ProfileDocument>(root.Rejections);

        return new ProfileDocument(json)
        {
            ProfileId = id!, Version = version!.Value, RegionCode = region!, Title = title!, Currency = currency!, Effective = effective!,
            Supersedes = supersedes, Base = basis, Authorities = authorities, LegalReferences = references, Values = values,
        };
    }

    private static int? ReadSupersedes(InputReader root, int? version)
    {
        if (!root.Has("supersedes")) return null;
        var superseded = root.Integer("supersedes", 1, 1_000_000);
        if (superseded is not { } earlier || version is not { } own || earlier < own) return superseded;
        root.Reject(new InputRejection("profile.supersedes-later",
            new($"Version {own} cannot replace version {earlier}: a version replaces an earlier one.", $"第{own}版不能取代第{earlier}版：只能取代更早的版本。"))
            { Field = "supersedes", Value = Problems.Invariant(earlier) });
        return null;
    }

    private static RegionProfileReference? ReadBase(InputReader root, string? own)
    {
        if (root.OptionalObject("base") is not { } basis) return null;
        var id = basis.Identifier("id");
        var version = basis.Integer("version", 1, 1_000_000);
        basis.Close();
        if (id is not null && id == own)
        {
            basis.Reject(new InputRejection("profile.own-base", new("A profile cannot override itself.", "地区参数不能以自身为基准。"))
                { Field = basis.Of("id"), Value = id });
        }

        return id is not null && version is { } number ? new RegionProfileReference(id, number) : null;
    }

    private static List<LegalReference> ReadReferences(InputReader root)
    {
        var references = new List<LegalReference>();
        foreach (var entry in root.Objects("legalReferences", RuleLimits.AgreementList, mayBeEmpty: true))
        {
            var id = entry.Identifier("id");
            var title = entry.Text("title");
            var found = entry.OptionalString("foundAt");
            entry.Close();
            if (id is null || title is null) continue;
            if (references.Exists(other => other.Id == id)) entry.Reject(Problems.Duplicate(entry.Of("id"), id));
            references.Add(new LegalReference(id, title, found));
        }

        return references;
    }

    private static SortedDictionary<string, ProfileValue> ReadValues(InputReader root, Currency? currency, List<LegalReference> references)
    {
        var values = new SortedDictionary<string, ProfileValue>(StringComparer.Ordinal);
        if (root.Object("values") is not { } map) return values;
        if (map.Names.Count() > RuleLimits.ProfileValues) map.Reject(Problems.TooMany(map.Path, RuleLimits.ProfileValues));
        foreach (var (name, entry) in map.Entries())
        {
            if (ProfileKeys.Find(name) is not { } key)
            {
                map.Reject(ProfileProblems.UnknownKey(map.Of(name), name));
                continue;
            }

            var read = ProfileSetting.Read(key, entry, currency);
            var written = entry.OptionalRaw("value");
            var mark = entry.OneOf<SourceMark>("mark");
            var source = entry.OptionalIdentifier("source");
            var place = entry.OptionalString("place");
            var mayRelax = entry.Has("mayRelax") && (entry.Boolean("mayRelax") ?? false);
            entry.Close();
            if (mark is not { } sure) continue;
            CheckSource(entry, source, sure, references);
            if (read is not null && written is { } value) values[name] = new ProfileValue(value.Clone(), sure, source, place, mayRelax);
        }

        return values;
    }

    // A value nobody can look up is no policy: found means that the place of the text is named.
    private static void CheckSource(InputReader entry, string? source, SourceMark mark, List<LegalReference> references)
    {
        if (source is null)
        {
            if (mark != SourceMark.OwnDesign && !entry.Has("source")) entry.Reject(ProfileProblems.SourceMissing(entry.Of("source"), mark));
            return;
        }

        if (references.Find(other => other.Id == source) is not { } reference) entry.Reject(ProfileProblems.SourceUnknown(entry.Of("source"), source));
        else if (mark == SourceMark.Found && reference.FoundAt is null) entry.Reject(ProfileProblems.SourceUncertain(entry.Of("mark"), source));
    }
}
