using System.Text;
using System.Text.Json;
using Ledger.Cli.Scenario;
using Ledger.Rules;

namespace Ledger.Cli.Profiles;

/// <summary>"profiles check FILE": a profile read strictly and laid over its base, or a catalogue of indicators.</summary>
/// <param name="folder">Where a base is looked for that is not given.</param>
/// <param name="printer">How to answer.</param>
internal sealed class ProfileCheck(ProfileFolder folder, ProfilePrinter printer)
{
    /// <summary>What there is to say, or the problems with their places.</summary>
    public async Task<Found<string>> RunAsync(string path, string? basePath, bool canonical, CancellationToken cancel)
    {
        var file = await JsonFile.ReadAsync(path, ProfileFile.Kind, cancel);
        if (file.Problems.Count > 0) return new Found<string>(null, file.Problems);
        if (file.Root.ValueKind == JsonValueKind.Object && file.Root.TryGetProperty("catalogueId", out _))
        {
            var catalogue = IndicatorCatalogue.Parse(file.Root);
            return catalogue.Value is { } read ? printer.Checked(read) : new Found<string>(null, file.Locate(catalogue.Rejections));
        }

        var document = ProfileDocument.Parse(file.Root);
        if (document.Value is not { } profile) return new Found<string>(null, file.Locate(document.Rejections));
        var found = new ProfileFile(file, profile);
        var merged = basePath is null ? await folder.MergeAsync(found, cancel) : await OverAsync(found, basePath, cancel);
        return merged.Then(effective => canonical ? Encoding.UTF8.GetString(profile.CanonicalBytes()) : printer.Checked(profile, effective));
    }

    private async Task<Found<EffectiveProfile>> OverAsync(ProfileFile profile, string basePath, CancellationToken cancel)
    {
        var basis = await folder.MergeAsync(basePath, cancel);
        return basis.Value is { } below ? ProfileFolder.Merge(profile, below) : basis;
    }
}
