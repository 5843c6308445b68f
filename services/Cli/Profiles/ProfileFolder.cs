using System.Globalization;
using Ledger.Cli.Scenario;
using Ledger.Rules;

namespace Ledger.Cli.Profiles;

/// <summary>The profiles of a folder: every file "*.profile.json".</summary>
/// <param name="path">The folder.</param>
internal sealed class ProfileFolder(string path)
{
    /// <summary>Most layers that are followed down: a folder may hold profiles that name one another in a circle.</summary>
    private const int Layers = 10;

    /// <summary>Every profile of the folder; a broken file does not hide the others.</summary>
    public async Task<Found<string>> ListAsync(ProfilePrinter printer, CancellationToken cancel)
    {
        var all = await ReadAllAsync(cancel);
        var documents = all.Where(found => found.Value is not null).Select(found => found.Value!.Document).ToList();
        List<ScenarioProblem> problems = [.. all.SelectMany(found => found.Problems)];
        if (all.Count == 0) problems.Add(Problem(path, "profiles.none", new("There are no profiles in this folder.", "该文件夹中没有地区参数。")));
        return new Found<string>(documents.Count == 0 ? null : printer.List(documents), problems);
    }

    /// <summary>A profile over its base. Named by a file, an id (its highest version) or id/version.</summary>
    public async Task<Found<EffectiveProfile>> MergeAsync(string name, CancellationToken cancel)
    {
        var found = File.Exists(name) ? await ProfileFile.ReadAsync(name, cancel) : await FindAsync(name, cancel);
        return found.Value is { } profile ? await MergeAsync(profile, Layers, cancel) : new Found<EffectiveProfile>(null, found.Problems);
    }

    /// <summary>A profile over its base, which is looked for in the folder.</summary>
    public Task<Found<EffectiveProfile>> MergeAsync(ProfileFile profile, CancellationToken cancel) => MergeAsync(profile, Layers, cancel);

    /// <summary>A profile over a base that was merged before.</summary>
    public static Found<EffectiveProfile> Merge(ProfileFile profile, EffectiveProfile? basis)
    {
        var merged = ProfileMerge.Merge(basis, profile.Document);
        return merged.Value is { } value ? value : new Found<EffectiveProfile>(null, profile.File.Locate(merged.Rejections));
    }

    private async Task<Found<EffectiveProfile>> MergeAsync(ProfileFile profile, int layers, CancellationToken cancel)
    {
        if (profile.Document.Base is not { } named) return Merge(profile, null);
        if (layers == 0) return Problem(profile.File.Name, "profiles.too-deep", new("The bases do not end.", "基准层层相套，没有尽头。"));
        var below = await FindAsync($"{named.Id}/{named.Version}", cancel);
        if (below.Value is not { } found) return new Found<EffectiveProfile>(null, below.Problems);
        var basis = await MergeAsync(found, layers - 1, cancel);
        return basis.Value is { } merged ? Merge(profile, merged) : basis;
    }

    private async Task<Found<ProfileFile>> FindAsync(string name, CancellationToken cancel)
    {
        var parts = name.Split('/');
        var version = parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        var all = await ReadAllAsync(cancel);
        var found = all.Select(file => file.Value).OfType<ProfileFile>()
            .Where(file => file.Document.ProfileId == parts[0] && (parts.Length == 1 || file.Document.Version == version))
            .MaxBy(file => file.Document.Version);
        // A broken file may be the one that was asked for.
        return found is not null ? found : new Found<ProfileFile>(null,
        [
            Problem(name, "profiles.not-found", new($"There is no such file, and no such profile in {path}.", $"没有此文件，{path} 中也没有此参数。")),
            .. all.SelectMany(file => file.Problems),
        ]);
    }

    private async Task<IReadOnlyList<Found<ProfileFile>>> ReadAllAsync(CancellationToken cancel)
    {
        if (!Directory.Exists(path)) return [];
        var all = new List<Found<ProfileFile>>();
        foreach (var file in Directory.GetFiles(path, "*.profile.json").Order(StringComparer.Ordinal)) all.Add(await ProfileFile.ReadAsync(file, cancel));
        return all;
    }

    private static ScenarioProblem Problem(string name, string code, Text message) => new(name, 0, 0, JsonPath.Root, code, message);
}
