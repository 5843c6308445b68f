// Each test runs a whole system on two cores.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
