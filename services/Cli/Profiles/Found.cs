using Ledger.Cli.Scenario;
using Ledger.Rules;

namespace Ledger.Cli.Profiles;

/// <summary>What was read from files, or why it could not be.</summary>
/// <param name="Value">Null when there are problems.</param>
/// <param name="Problems">Each with its place in its file.</param>
internal sealed record Found<T>(T? Value, IReadOnlyList<ScenarioProblem> Problems) where T : class
{
    public static implicit operator Found<T>(T value) => new(value, []);

    public static implicit operator Found<T>(ScenarioProblem problem) => new(null, [problem]);

    public Found<TNext> Then<TNext>(Func<T, TNext> next) where TNext : class => new(Value is null ? null : next(Value), Problems);

    /// <summary>Both, or the problems of both.</summary>
    public Found<Pair<T>> And(Found<T> other) =>
        new(Value is { } left && other.Value is { } right ? new Pair<T>(left, right) : null, [.. Problems, .. other.Problems]);
}

/// <summary>Two of a kind.</summary>
internal sealed record Pair<T>(T Left, T Right);

/// <summary>A profile document with the file that it stands in.</summary>
internal sealed record ProfileFile(JsonFile File, ProfileDocument Document)
{
    public const string Kind = "profile";

    public static async Task<Found<ProfileFile>> ReadAsync(string path, CancellationToken cancel)
    {
        var file = await JsonFile.ReadAsync(path, Kind, cancel);
        if (file.Problems.Count > 0) return new Found<ProfileFile>(null, file.Problems);
        var read = ProfileDocument.Parse(file.Root);
        return read.Value is { } document ? new ProfileFile(file, document) : new Found<ProfileFile>(null, file.Locate(read.Rejections));
    }
}
