;; The arithmetic of training, four numbers at a time. `kernels.js` says what each function does, and has the same in plain JavaScript.
;; The build turns this text into lab-kernels.wasm. Addresses and sizes are in bytes. All sizes are multiples of 16.
(module
  (import "engine" "memory" (memory 1))

  ;; to[0..size) += by * from[0..size)
  (func $add (param $to i32) (param $from i32) (param $size i32) (param $by f32)
    (local $end i32) (local $by4 v128)
    (local.set $by4 (f32x4.splat (local.get $by)))
    (local.set $end (i32.add (local.get $to) (local.get $size)))
    (loop $next
      (v128.store (local.get $to)
        (f32x4.add (v128.load (local.get $to)) (f32x4.mul (local.get $by4) (v128.load (local.get $from)))))
      (local.set $from (i32.add (local.get $from) (i32.const 16)))
      (br_if $next (i32.lt_u (local.tee $to (i32.add (local.get $to) (i32.const 16))) (local.get $end)))))

  (func $dot (param $a i32) (param $b i32) (param $size i32) (result f32)
    (local $end i32) (local $sum v128)
    (local.set $end (i32.add (local.get $a) (local.get $size)))
    (loop $next
      (local.set $sum (f32x4.add (local.get $sum) (f32x4.mul (v128.load (local.get $a)) (v128.load (local.get $b)))))
      (local.set $b (i32.add (local.get $b) (i32.const 16)))
      (br_if $next (i32.lt_u (local.tee $a (i32.add (local.get $a) (i32.const 16))) (local.get $end))))
    (f32.add
      (f32.add (f32x4.extract_lane 0 (local.get $sum)) (f32x4.extract_lane 1 (local.get $sum)))
      (f32.add (f32x4.extract_lane 2 (local.get $sum)) (f32x4.extract_lane 3 (local.get $sum)))))

  (func (export "forward") (param $x i32) (param $w i32) (param $b i32) (param $y i32) (param $rows i32) (param $in i32) (param $out i32)
    (local $end i32) (local $row i32) (local $value f32)
    (loop $image
      (memory.copy (local.get $y) (local.get $b) (local.get $out))
      (local.set $end (i32.add (local.get $x) (local.get $in)))
      (local.set $row (local.get $w))
      (loop $input
        (local.set $value (f32.load (local.get $x)))
        (if (f32.ne (local.get $value) (f32.const 0))
          (then (call $add (local.get $y) (local.get $row) (local.get $out) (local.get $value))))
        (local.set $row (i32.add (local.get $row) (local.get $out)))
        (br_if $input (i32.lt_u (local.tee $x (i32.add (local.get $x) (i32.const 4))) (local.get $end))))
      (local.set $y (i32.add (local.get $y) (local.get $out)))
      (br_if $image (local.tee $rows (i32.sub (local.get $rows) (i32.const 1))))))

  (func (export "backward") (param $x i32) (param $w i32) (param $d i32) (param $gw i32) (param $gb i32) (param $dx i32) (param $rows i32)
    (param $in i32) (param $out i32) (param $scale f32)
    (local $end i32) (local $at i32) (local $value f32)
    (loop $image
      (call $add (local.get $gb) (local.get $d) (local.get $out) (f32.const 1))
      (local.set $end (i32.add (local.get $x) (local.get $in)))
      (local.set $at (i32.const 0))
      (loop $input
        (local.set $value (f32.load (local.get $x)))
        (if (f32.ne (local.get $value) (f32.const 0))
          (then
            (call $add (i32.add (local.get $gw) (local.get $at)) (local.get $d) (local.get $out) (local.get $value))
            (if (local.get $dx)
              (then (f32.store (local.get $dx)
                (f32.mul (local.get $scale) (call $dot (i32.add (local.get $w) (local.get $at)) (local.get $d) (local.get $out))))))) 
          (else (if (local.get $dx) (then (f32.store (local.get $dx) (f32.const 0))))))
        (if (local.get $dx) (then (local.set $dx (i32.add (local.get $dx) (i32.const 4)))))
        (local.set $at (i32.add (local.get $at) (local.get $out)))
        (br_if $input (i32.lt_u (local.tee $x (i32.add (local.get $x) (i32.const 4))) (local.get $end))))
      (local.set $d (i32.add (local.get $d) (local.get $out)))
      (br_if $image (local.tee $rows (i32.sub (local.get $rows) (i32.const 1))))))

  (func (export "adam") (param $p i32) (param $g i32) (param $m i32) (param $v i32) (param $size i32) (param $rate f32) (param $epsilon f32)
    (local $end i32) (local $g4 v128) (local $m4 v128) (local $v4 v128)
    (local.set $end (i32.add (local.get $p) (local.get $size)))
    (loop $next
      (local.set $g4 (v128.load (local.get $g)))
      (local.set $m4 (f32x4.add
        (f32x4.mul (f32x4.splat (f32.const 0.9)) (v128.load (local.get $m))) (f32x4.mul (f32x4.splat (f32.const 0.1)) (local.get $g4))))
      (local.set $v4 (f32x4.add
        (f32x4.mul (f32x4.splat (f32.const 0.999)) (v128.load (local.get $v)))
        (f32x4.mul (f32x4.splat (f32.const 0.001)) (f32x4.mul (local.get $g4) (local.get $g4)))))
      (v128.store (local.get $m) (local.get $m4))
      (v128.store (local.get $v) (local.get $v4))
      (v128.store (local.get $p) (f32x4.sub (v128.load (local.get $p))
        (f32x4.div (f32x4.mul (f32x4.splat (local.get $rate)) (local.get $m4))
          (f32x4.add (f32x4.sqrt (local.get $v4)) (f32x4.splat (local.get $epsilon))))))
      (v128.store (local.get $g) (f32x4.splat (f32.const 0)))
      (local.set $g (i32.add (local.get $g) (i32.const 16)))
      (local.set $m (i32.add (local.get $m) (i32.const 16)))
      (local.set $v (i32.add (local.get $v) (i32.const 16)))
      (br_if $next (i32.lt_u (local.tee $p (i32.add (local.get $p) (i32.const 16))) (local.get $end))))))
