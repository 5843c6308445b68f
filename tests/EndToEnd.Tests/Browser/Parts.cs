using Microsoft.Playwright;

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
            try
            {
                await run();
            }
            catch (Exception failure) when (failure is Xunit.Sdk.IAssertionException or PlaywrightException or TimeoutException)
            {
                failures.Add($"{name}: {failure}");
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
    }
}
