namespace Ledger.EndToEnd.Tests.Browser;

/// <summary>Parts of one long journey: each is tried whatever became of the others, so that one run tells everything that is wrong.</summary>
public static class Parts
{
    /// <summary>Tries all of them, in their order, and fails with every failure.</summary>
    public static async Task AllAsync(params (string Name, Func<Task> Run)[] parts)
    {
        var failures = new List<string>();
        foreach (var (name, run) in parts)
        {
            if (await TryAsync(name, run) is { } failure) failures.Add(failure);
        }

        Fail(failures);
    }

    /// <summary>Tries all of them at the same time, and fails with every failure.</summary>
    public static async Task TogetherAsync(params (string Name, Func<Task> Run)[] parts) =>
        Fail([.. (await Task.WhenAll(parts.Select(part => TryAsync(part.Name, part.Run)))).OfType<string>()]);

    private static async Task<string?> TryAsync(string name, Func<Task> run)
    {
        try
        {
            await run();
            return null;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return $"{name}: {failure}";
        }
    }

    private static void Fail(IReadOnlyList<string> failures) => Assert.True(failures.Count == 0, string.Join("\n\n", failures));
}
