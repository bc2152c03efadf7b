package store_test

import "os"

func peakMemory(*os.ProcessState) int64 { return 0 }
