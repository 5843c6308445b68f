using Ledger.Transparency.Notes;
using Ledger.Transparency.Witnesses;

namespace Ledger.Witness.Tests;

/// <summary>A witness never goes back: over restarts, crashes, copies, full disks and requests at once.</summary>
public sealed class MemoryTests
{
    [Fact]
    public async Task A_restarted_witness_remembers_and_has_the_same_key()
    {
        using var folder = new TemporaryFolder();
        VerifierKey key;
        await using (var witness = await RunningWitness.StartAsync(folder.Name, TestLog.Key.Key))
        {
            key = witness.Key;
            Assert.Equal(200, (await witness.AddAsync(TestLog.True.Request(0, 30))).Status);
        }

        await using var again = await RunningWitness.StartAsync(folder.Name, TestLog.Key.Key);
        Assert.Equal(key, again.Key);
        Assert.Equal((409, "30\n"), Short(await again.AddAsync(TestLog.True.Request(0, 40))));
        Assert.Equal(200, (await again.AddAsync(TestLog.True.Request(30, 40))).Status);
    }

    [Fact]
    public async Task An_old_checkpoint_that_comes_again_is_refused()
    {
        using var folder = new TemporaryFolder();
        await using var witness = await RunningWitness.StartAsync(folder.Name, TestLog.Key.Key);
        Assert.Equal(200, (await witness.AddAsync(TestLog.True.Request(0, 30))).Status);
        Assert.Equal(200, (await witness.AddAsync(TestLog.True.Request(30, 40))).Status);
        Assert.Equal((409, "40\n"), Short(await witness.AddAsync(TestLog.True.Request(0, 30))));
        Assert.Equal((409, "40\n"), Short(await witness.AddAsync(TestLog.True.Request(30, 40))));
        // The newest again is a fresh cosignature, and so a proof of being up to date.
        Assert.Equal(200, (await witness.AddAsync(TestLog.True.Request(40, 40))).Status);
    }

    // The log's true key signs both; the fork begins after the twentieth entry.
    [Fact]
    public async Task Of_two_forks_shown_to_two_witnesses_never_both_are_cosigned_by_both()
    {
        using var one = new TemporaryFolder();
        using var two = new TemporaryFolder();
        await using var first = await RunningWitness.StartAsync(one.Name, TestLog.Key.Key);
        await using var second = await RunningWitness.StartAsync(two.Name, TestLog.Key.Key);
        Assert.Equal(200, (await first.AddAsync(TestLog.True.Request(0, 30))).Status);
        Assert.Equal(200, (await second.AddAsync(TestLog.Fork.Request(0, 30))).Status);
        // Whatever the operator tries, neither fork finds its second witness.
        Assert.Equal(422, (await first.AddAsync(TestLog.Fork.Request(30, 30))).Status);
        Assert.Equal(422, (await first.AddAsync(TestLog.Fork.Request(30, 40))).Status);
        Assert.Equal((409, "30\n"), Short(await first.AddAsync(TestLog.Fork.Request(20, 40))));
        Assert.Equal((409, "30\n"), Short(await first.AddAsync(TestLog.Fork.Request(0, 40))));
        Assert.Equal(422, (await second.AddAsync(TestLog.True.Request(30, 40))).Status);
        Assert.Equal(200, (await first.AddAsync(TestLog.True.Request(30, 300))).Status);
    }

    // What a witness that was set back can know and what not: it still refuses a fork of what its copy holds; it cannot know what it
    // cosigned after the copy was made. Whoever asks it for a cosignature sees the smaller size in its 409, and Audit says so.
    [Fact]
    public async Task A_witness_from_an_old_copy_refuses_forks_of_what_the_copy_holds_and_knows_nothing_of_later()
    {
        using var folder = new TemporaryFolder();
        string old;
        await using (var witness = await RunningWitness.StartAsync(folder.Name, TestLog.Key.Key))
        {
            await witness.AddAsync(TestLog.True.Request(0, 15));
            old = await File.ReadAllTextAsync(folder.File("seen"));
            await witness.AddAsync(TestLog.True.Request(15, 30));
        }

        await File.WriteAllTextAsync(folder.File("seen"), old);
        await using var restored = await RunningWitness.StartAsync(folder.Name, TestLog.Key.Key);
        Assert.Equal((409, "15\n"), Short(await restored.AddAsync(TestLog.True.Request(30, 40))));
        Assert.Equal(422, (await restored.AddAsync(Forged(15))).Status);
        Assert.Equal(200, (await restored.AddAsync(TestLog.Fork.Request(15, 30))).Status);
    }

    [Fact]
    public async Task A_key_without_its_memory_a_memory_without_its_key_and_a_damaged_memory_do_not_start()
    {
        using var folder = new TemporaryFolder();
        await using (var witness = await RunningWitness.StartAsync(folder.Name, TestLog.Key.Key))
            await witness.AddAsync(TestLog.True.Request(0, 30));
        var (key, seen) = (await File.ReadAllBytesAsync(folder.File("key")), await File.ReadAllBytesAsync(folder.File("seen")));

        File.Delete(folder.File("seen"));
        await RefusedAsync("the memory beside it is not");
        await File.WriteAllBytesAsync(folder.File("seen"), seen);
        File.Delete(folder.File("key"));
        await RefusedAsync("its memory is there");
        await File.WriteAllBytesAsync(folder.File("key"), key);
        for (var i = 0; i < seen.Length; i++)
        {
            seen[i] ^= 1;
            await File.WriteAllBytesAsync(folder.File("seen"), seen);
            await RefusedAsync("is damaged");
            seen[i] ^= 1;
        }

        await File.WriteAllBytesAsync(folder.File("seen"), new byte[WitnessLimits.MemoryBytes + 1]);
        await RefusedAsync("it is too large");
        await File.WriteAllBytesAsync(folder.File("seen"), seen);
        await using var well = await RunningWitness.StartAsync(folder.Name, TestLog.Key.Key);
        Assert.Equal((409, "30\n"), Short(await well.AddAsync(TestLog.True.Request(0, 40))));

        async Task RefusedAsync(string why) => Assert.Contains(
            why, (await Assert.ThrowsAsync<WitnessRefusedException>(() => RunningWitness.StartAsync(folder.Name, TestLog.Key.Key))).Message, StringComparison.Ordinal);
    }

    // A crash between writing the new file and giving it its name leaves both; one before the key was made leaves an empty memory.
    [Fact]
    public async Task A_crash_while_writing_leaves_a_witness_that_starts()
    {
        using var folder = new TemporaryFolder();
        new SeenFile(folder.File("seen")).Write(new Dictionary<string, SeenTree>(StringComparer.Ordinal));
        await File.WriteAllTextAsync(folder.File("seen.new"), "ledger-wit");
        await using var witness = await RunningWitness.StartAsync(folder.Name, TestLog.Key.Key);
        Assert.Equal(200, (await witness.AddAsync(TestLog.True.Request(0, 30))).Status);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.File("key")));
    }

    [Fact]
    public async Task What_cannot_be_remembered_is_not_cosigned()
    {
        using var folder = new TemporaryFolder();
        await using var witness = await RunningWitness.StartAsync(folder.Name, TestLog.Key.Key);
        Assert.Equal(200, (await witness.AddAsync(TestLog.True.Request(0, 10))).Status);
        // A folder in the place of the new file: writing fails as on a full disk.
        Directory.CreateDirectory(folder.File("seen.new"));
        Assert.Equal(500, (await witness.AddAsync(TestLog.True.Request(10, 30))).Status);
        Directory.Delete(folder.File("seen.new"));
        Assert.Equal((409, "10\n"), Short(await witness.AddAsync(TestLog.True.Request(30, 40))));
        Assert.Equal(200, (await witness.AddAsync(TestLog.True.Request(10, 30))).Status);
    }

    [Fact]
    public async Task Requests_at_once_are_answered_as_if_one_came_after_the_other()
    {
        using var folder = new TemporaryFolder();
        await using var witness = await RunningWitness.StartAsync(folder.Name, TestLog.Key.Key);
        await witness.AddAsync(TestLog.True.Request(0, 10));
        var answers = await Task.WhenAll(Enumerable.Range(11, 40).Select(size => witness.AddAsync(
            size % 2 == 0 ? TestLog.True.Request(10, size + 20) : TestLog.Fork.Request(10, size + 20))));
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers, answer => Assert.True(answer.Status is 200 or 409));
    }

    [Fact]
    public async Task One_process_at_a_time_holds_the_folder()
    {
        using var folder = new TemporaryFolder();
        await using var witness = await RunningWitness.StartAsync(folder.Name, TestLog.Key.Key);
        var refused = await Assert.ThrowsAsync<WitnessRefusedException>(() => RunningWitness.StartAsync(folder.Name, TestLog.Key.Key));
        Assert.Contains("Another process", refused.Message, StringComparison.Ordinal);
    }

    // A request whose proof leads from another tree of the size that the witness knows.
    private static byte[] Forged(long old)
    {
        var forged = AddCheckpoint.Parse(TestLog.Fork.Request(old, 40));
        return (forged with { Proof = [.. forged.Proof.Skip(1), forged.Proof[0]] }).ToBytes();
    }

    private static (int Status, string Body) Short((int Status, string? Type, string Body) answer) => (answer.Status, answer.Body);
}
